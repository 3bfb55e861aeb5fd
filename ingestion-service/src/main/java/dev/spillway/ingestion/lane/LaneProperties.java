package dev.spillway.ingestion.lane;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How plans are kept to.
 *
 * @param instances how many doors share the plans' rates while no name says how many there are
 * @param instancesName a host name with one address for each door (Cloud Map, a headless service);
 *     empty for none
 * @param instancesInterval between two looks at that name
 * @param burst for how long a tenant who was silent may send twice his rate before it is exceeded
 * @param scaleCeiling whether the plan {@code scale} has a ceiling; on one machine it has none
 */
@Validated
@ConfigurationProperties("spillway.lanes")
record LaneProperties(
        @DefaultValue("1") @Min(1) @Max(1000) int instances,
        @NotNull @DefaultValue("") String instancesName,
        @DefaultValue("10s") @DurationMin(millis = 10) Duration instancesInterval,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration burst,
        @DefaultValue("true") boolean scaleCeiling) {}
