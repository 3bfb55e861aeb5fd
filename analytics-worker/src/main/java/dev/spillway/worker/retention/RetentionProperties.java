package dev.spillway.worker.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How house is kept. How long webhooks, events and hourly counts are kept is the plan's.
 *
 * @param interval between two turns of every chore
 * @param stint how long a turn goes on with a chore that is behind
 * @param slice rows of a table that one step looks through, at most
 * @param days that one statement splits off, at most
 * @param parcels how long a parcel's claim is kept; longer than queue and dead-letter queue
 *     together can deliver it again
 * @param rejections how long samples of refused requests are kept
 * @param published how long a published message stays in the outbox, and what became of sending it
 *     to tenants
 * @param jobs how long a job that has ended can be looked up
 * @param orders how long an order's campaign is remembered, for its refund
 * @param alerts how long an alert is shown after it was resolved
 * @param settled how long a dead letter is kept after it was replayed or discarded; one that nobody
 *     has decided about is kept
 * @param minutes how long counts by the minute are kept
 */
@Validated
@ConfigurationProperties("spillway.retention")
public record RetentionProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration interval,
        @DefaultValue("2s") Duration stint,
        @DefaultValue("5000") @Min(1) @Max(100_000) int slice,
        @DefaultValue("32") @Min(1) @Max(366) int days,
        @DefaultValue("30d") @DurationMin(days = 28) Duration parcels,
        @DefaultValue("30d") Duration rejections,
        @DefaultValue("7d") Duration published,
        @DefaultValue("90d") Duration jobs,
        @DefaultValue("180d") Duration orders,
        @DefaultValue("90d") Duration alerts,
        @DefaultValue("90d") Duration settled,
        @DefaultValue("14d") Duration minutes) {}
