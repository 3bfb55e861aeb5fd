package dev.spillway.worker.people;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people are counted.
 *
 * @param interval from one merge of what batches left to the next: how old the counts are at most
 *     when nothing is in the way. A campaign at full tilt rewrites its sketches, some 80 KB, that
 *     often
 * @param batches of a tenant that are merged in one turn, before the next tenant has his
 * @param sketches that a turn holds in memory before it ends, at some 20 KB each; the batch with
 *     which it exceeds them still counts
 * @param page events read at a time where an hour is counted anew
 * @param reservation after which a tenant is merged again although somebody began to count him anew
 *     and was not heard of since
 */
@Validated
@ConfigurationProperties("spillway.people")
public record PeopleProperties(
        @DefaultValue("5s") @DurationMin(millis = 100) Duration interval,
        @DefaultValue("200") @Min(1) @Max(5_000) int batches,
        @DefaultValue("1000") @Min(1) @Max(20_000) int sketches,
        @DefaultValue("5000") @Min(1) @Max(50_000) int page,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration reservation) {}
