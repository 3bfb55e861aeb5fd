package dev.spillway.worker.quarantine;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept of refused requests, and for how long.
 *
 * @param keep from a request's receipt
 * @param maxHeld requests of one source; what comes beyond them is dropped
 * @param maxBytes likewise, bytes of their bodies
 * @param purgeInterval between two looks for what has expired
 * @param purgeBatch rows that are deleted in one transaction
 */
@Validated
@ConfigurationProperties("spillway.quarantine")
public record QuarantineProperties(
        @DefaultValue("7d") @DurationMin(seconds = 1) Duration keep,
        @DefaultValue("5000") @Min(1) int maxHeld,
        @NotNull @DefaultValue("256MB") DataSize maxBytes,
        @DefaultValue("5m") @DurationMin(millis = 10) Duration purgeInterval,
        @DefaultValue("200") @Min(1) @Max(1000) int purgeBatch) {}
