package dev.spillway.ingestion.queue;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where parcels and signals go.
 *
 * @param main URL of the main lane's queue
 * @param overflow URL of the overflow lane's queue
 * @param signals URL of the signals' queue
 * @param connectTimeout for a connection to SQS
 * @param attemptTimeout for one attempt of a call
 * @param callTimeout for a call with its one retry; below the time in which a sender is answered
 */
@Validated
@ConfigurationProperties("spillway.queues")
record QueueProperties(
        @NotNull URI main,
        @NotNull URI overflow,
        @NotNull URI signals,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("1500ms") @DurationMin(millis = 1) Duration attemptTimeout,
        @DefaultValue("3500ms") @DurationMin(millis = 1) Duration callTimeout) {}
