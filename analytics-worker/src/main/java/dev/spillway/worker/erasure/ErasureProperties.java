package dev.spillway.worker.erasure;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How people are erased and given what is kept of them.
 *
 * @param tombstone how long a tombstone stands; longer than whatever may still bring back what was
 *     received before: queue and dead-letter queue keep 28 days, the archive as long as it is told
 *     to
 * @param export how long an export can be fetched
 * @param exportSize that an export may have at most, before it is sealed
 */
@Validated
@ConfigurationProperties("spillway.erasure")
public record ErasureProperties(
        @DefaultValue("400d") @DurationMin(days = 29) Duration tombstone,
        @DefaultValue("7d") @DurationMin(hours = 1) Duration export,
        @DefaultValue("256MB") DataSize exportSize) {}
