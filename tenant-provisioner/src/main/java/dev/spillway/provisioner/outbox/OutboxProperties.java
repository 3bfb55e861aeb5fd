package dev.spillway.provisioner.outbox;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The relay from the outbox to the topic.
 *
 * @param pollInterval how often it looks for events that another instance wrote and did not publish
 * @param firstBackoff how long it waits after a first failure; doubled after each further one
 * @param longestBackoff where the doubling ends
 * @param publishTimeout how long one call of SNS may take, its retries included
 */
@Validated
@ConfigurationProperties("spillway.outbox")
record OutboxProperties(
        @DefaultValue("10s") @NotNull @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("500ms") @NotNull @DurationMin(millis = 1) Duration firstBackoff,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 1) Duration longestBackoff,
        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) Duration publishTimeout) {}
