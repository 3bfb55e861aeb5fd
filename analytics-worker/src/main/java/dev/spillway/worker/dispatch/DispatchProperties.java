package dev.spillway.worker.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tenants are told.
 *
 * @param interval between two looks at who is to be told
 * @param atOnce destinations that are sent to at a time
 * @param timeout of one attempt, from the look-up of the name to the last byte of the answer
 * @param giveUp how long a message is tried for
 * @param allowLoopback one-machine mode: destinations on this machine, by plain HTTP
 */
@Validated
@ConfigurationProperties("spillway.dispatch")
public record DispatchProperties(
        @DefaultValue("1s") @DurationMin(millis = 1) Duration interval,
        @DefaultValue("8") @Min(1) @Max(256) int atOnce,
        @DefaultValue("15s") @DurationMin(millis = 1) Duration timeout,
        @DefaultValue("24h") Duration giveUp,
        @DefaultValue("false") boolean allowLoopback) {}
