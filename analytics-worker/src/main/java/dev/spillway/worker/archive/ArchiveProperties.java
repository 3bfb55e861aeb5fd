package dev.spillway.worker.archive;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where messages are archived before they are deleted from their queue.
 *
 * @param folder for mode {@code folder}. No {@code Path}: Spring looks for those on the class path
 *     first
 * @param bucket for mode {@code s3}; it exists, and says by itself how it encrypts
 * @param prefix of all keys, without a slash at its end; empty for none
 * @param endpoint where S3 is not Amazon's
 * @param size messages of so many bytes make an object
 * @param messages so many make one too. What waits is in flight: far less than {@code
 *     spillway.drain.in-flight}, or receiving waits for objects
 * @param linger how long messages wait for others to share an object with
 * @param patience after which messages that could not be archived are handed back
 */
@Validated
@ConfigurationProperties("spillway.archive")
public record ArchiveProperties(
        @DefaultValue("off") Mode mode,
        @Nullable String folder,
        @Nullable String bucket,
        @DefaultValue("") String prefix,
        @Nullable URI endpoint,
        @DefaultValue("4MB") DataSize size,
        @DefaultValue("250") @Min(1) int messages,
        @DefaultValue("5s") Duration linger,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration patience) {

    /** Whether, and where to. */
    public enum Mode {
        OFF,
        FOLDER,
        S3
    }

    @AssertTrue(message = "spillway.archive.mode=folder needs spillway.archive.folder, s3 a bucket")
    boolean isPlaceNamed() {
        return switch (mode) {
            case OFF -> true;
            case FOLDER -> folder != null && !folder.isBlank();
            case S3 -> bucket != null && !bucket.isBlank();
        };
    }
}
