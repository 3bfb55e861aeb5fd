package dev.spillway.worker.alert;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How alerts are judged. What they are judged by is the tenants' and {@link
 * dev.spillway.platform.alert.AlertKind}'s.
 *
 * @param interval between two turns, of whichever worker
 * @param tenants judged in one turn, at most; the next turn goes on with the others
 * @param behind while the drain is further behind, or has received nothing for longer, nobody is
 *     said to be silent
 */
@Validated
@ConfigurationProperties("spillway.alerts")
public record AlertProperties(
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration interval,
        @DefaultValue("500") @Min(1) int tenants,
        @DefaultValue("10m") Duration behind) {}
