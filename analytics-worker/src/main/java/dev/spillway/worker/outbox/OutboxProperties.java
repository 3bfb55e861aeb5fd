package dev.spillway.worker.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox is published.
 *
 * @param interval between two looks at an outbox that was empty
 * @param batch messages published in one transaction
 * @param publishTimeout how long one call of SNS may take, its retries included, and after which a
 *     batch begins no further one: twice this has to fit into a transaction, or what SNS took is
 *     not marked
 */
@Validated
@ConfigurationProperties("spillway.outbox")
public record OutboxProperties(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("50") @Min(1) @Max(500) int batch,
        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(seconds = 12)
                Duration publishTimeout) {}
