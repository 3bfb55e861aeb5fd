package dev.spillway.ingestion.pack;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks gather, in each lane.
 *
 * @param maxSendsInFlight calls to SQS under way at once, at most; how many there are follows from
 *     the load
 * @param patience how long a webhook waits for a send under way before it gets one of its own
 * @param gathering how long a send waits for more after a call that was full of parcels; 100 ms at
 *     most
 * @param deadline from a request's last byte to its answer; Shopify hangs up after 5 s in all
 * @param maxWaiting bytes that may wait for a send; beyond them requests are told to come back
 * @param drainTimeout for what is still waiting when the service stops
 */
@Validated
@ConfigurationProperties("spillway.pack")
public record PackProperties(
        @DefaultValue("8") @Min(1) @Max(64) int maxSendsInFlight,
        @DefaultValue("50ms") @DurationMin(millis = 1) Duration patience,
        @DefaultValue("2ms") @DurationMin(millis = 0) @DurationMax(millis = 100) Duration gathering,
        @DefaultValue("4400ms") @DurationMin(millis = 1) Duration deadline,
        @DefaultValue("64MB") DataSize maxWaiting,
        @DefaultValue("5s") @DurationMin(millis = 0) Duration drainTimeout) {}
