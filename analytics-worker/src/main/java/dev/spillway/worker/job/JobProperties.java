package dev.spillway.worker.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this worker does jobs.
 *
 * @param interval between two looks when nothing was to be done, and the first pause after a fault
 * @param turn after which the next tenant's job has its turn
 * @param batch items of a step at most
 * @param rate items a second, over all jobs: what is left of the database belongs to the drain
 * @param lease after which another worker takes over the job of one that is gone, in whole seconds
 */
@Validated
@ConfigurationProperties("spillway.jobs")
public record JobProperties(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("2s") Duration turn,
        @DefaultValue("50") @Min(1) @Max(1000) int batch,
        @DefaultValue("500") @Min(1) int rate,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration lease) {}
