package dev.spillway.ingestion.directory;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the directory is kept fresh.
 *
 * @param pollInterval between two looks at the directory's version
 * @param idlePollInterval between two looks while no request comes; a new source works within 2 s
 *     all the same
 * @param idleAfter looks without any request before it counts as idle
 * @param snapshot file that holds the last copy, in ciphertext, for a start without a database;
 *     none when not set
 */
@Validated
@ConfigurationProperties("spillway.directory")
record DirectoryProperties(
        @DefaultValue("500ms") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("1500ms") @DurationMin(millis = 10) Duration idlePollInterval,
        @DefaultValue("120") @Min(1) int idleAfter,
        @Nullable Path snapshot) {}
