package dev.spillway.ingestion.quarantine;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of what is refused is kept. What exceeds any of these is counted as a rejection, as all
 * of it is, and not kept.
 *
 * @param maxBody of a request. Its ciphertext, in base64 and with its headers, has to fit a message
 *     of the queue, which one of 700 KB does
 * @param requestsPerMinute of one source through this instance
 * @param bytesPerMinute likewise
 * @param maxWaiting bytes that may wait in memory for the queue, of all sources together
 * @param flushInterval between two sends to the signals' queue
 */
@Validated
@ConfigurationProperties("spillway.quarantine")
record QuarantineProperties(
        @NotNull @DefaultValue("512KB") DataSize maxBody,
        @DefaultValue("600") @Min(1) int requestsPerMinute,
        @NotNull @DefaultValue("16MB") DataSize bytesPerMinute,
        @NotNull @DefaultValue("8MB") DataSize maxWaiting,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration flushInterval) {}
