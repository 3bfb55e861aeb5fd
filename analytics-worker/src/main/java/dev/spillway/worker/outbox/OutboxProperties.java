package dev.spillway.worker.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox is published.
 *
 * @param interval between two looks at an outbox that was empty
 * @param batch messages published in one transaction
 */
@Validated
@ConfigurationProperties("spillway.outbox")
public record OutboxProperties(
        @DefaultValue("1s") Duration interval, @DefaultValue("50") @Min(1) @Max(500) int batch) {}
