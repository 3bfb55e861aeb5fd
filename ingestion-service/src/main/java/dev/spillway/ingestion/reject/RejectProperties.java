package dev.spillway.ingestion.reject;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How refused requests are told of.
 *
 * @param flushInterval between two sends to the signals' queue
 * @param maxTallies pairs of source and reason, per minute, that are counted at once; what exceeds
 *     them is counted in a metric only
 * @param samplesPerFlush refused requests that are shown to the tenant, in all
 * @param samplesPerTally of them for one source and reason
 */
@Validated
@ConfigurationProperties("spillway.reject")
record RejectProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration flushInterval,
        @DefaultValue("10000") @Min(1) int maxTallies,
        @DefaultValue("10") @Min(0) @Max(100) int samplesPerFlush,
        @DefaultValue("2") @Min(0) @Max(100) int samplesPerTally) {}
