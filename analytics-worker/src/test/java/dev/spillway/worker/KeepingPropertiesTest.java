package dev.spillway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.erasure.ErasureProperties;
import dev.spillway.worker.quarantine.QuarantineProperties;
import dev.spillway.worker.retention.RetentionProperties;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/**
 * What the worker keeps, and for how long: every property with its default. A change of either is
 * seen here.
 */
class KeepingPropertiesTest {

    @Test
    void defaults() {
        WorkerSettings.required()
                .run(context -> {
                    assertThat(context.getBean(RetentionProperties.class))
                            .isEqualTo(
                                    new RetentionProperties(
                                            Duration.ofSeconds(10),
                                            Duration.ofSeconds(2),
                                            5000,
                                            32,
                                            Duration.ofDays(30),
                                            Duration.ofDays(30),
                                            Duration.ofDays(7),
                                            Duration.ofDays(90),
                                            Duration.ofDays(180),
                                            Duration.ofDays(90),
                                            Duration.ofDays(90),
                                            Duration.ofDays(14)));
                    assertThat(context.getBean(ArchiveProperties.class))
                            .isEqualTo(
                                    new ArchiveProperties(
                                            ArchiveProperties.Mode.OFF,
                                            null,
                                            null,
                                            "",
                                            null,
                                            DataSize.ofMegabytes(4),
                                            250,
                                            Duration.ofSeconds(5),
                                            Duration.ofMinutes(1)));
                    assertThat(context.getBean(QuarantineProperties.class))
                            .isEqualTo(
                                    new QuarantineProperties(
                                            Duration.ofDays(7),
                                            5000,
                                            DataSize.ofMegabytes(256),
                                            Duration.ofMinutes(5),
                                            200));
                    assertThat(context.getBean(ErasureProperties.class))
                            .isEqualTo(
                                    new ErasureProperties(
                                            Duration.ofDays(400),
                                            Duration.ofDays(7),
                                            DataSize.ofMegabytes(256)));
                });
    }

    @Test
    void everyPropertyHasItsName() {
        WorkerSettings.required()
                .withPropertyValues(
                        "spillway.retention.interval=1s",
                        "spillway.retention.stint=3s",
                        "spillway.retention.slice=2",
                        "spillway.retention.days=3",
                        "spillway.retention.parcels=31d",
                        "spillway.retention.rejections=5d",
                        "spillway.retention.published=6d",
                        "spillway.retention.jobs=7d",
                        "spillway.retention.orders=9d",
                        "spillway.retention.alerts=10d",
                        "spillway.retention.settled=11d",
                        "spillway.retention.minutes=8d",
                        "spillway.quarantine.keep=19h",
                        "spillway.quarantine.max-held=20",
                        "spillway.quarantine.max-bytes=21MB",
                        "spillway.quarantine.purge-interval=22s",
                        "spillway.quarantine.purge-batch=23",
                        "spillway.archive.mode=s3",
                        "spillway.archive.folder=/archive",
                        "spillway.archive.bucket=bucket",
                        "spillway.archive.prefix=prefix",
                        "spillway.archive.endpoint=http://s3",
                        "spillway.archive.size=24MB",
                        "spillway.archive.messages=25",
                        "spillway.archive.linger=26s",
                        "spillway.archive.patience=27s",
                        "spillway.erasure.tombstone=40d",
                        "spillway.erasure.export=25h",
                        "spillway.erasure.export-size=26MB")
                .run(context -> {
                    assertThat(context.getBean(RetentionProperties.class))
                            .isEqualTo(
                                    new RetentionProperties(
                                            Duration.ofSeconds(1),
                                            Duration.ofSeconds(3),
                                            2,
                                            3,
                                            Duration.ofDays(31),
                                            Duration.ofDays(5),
                                            Duration.ofDays(6),
                                            Duration.ofDays(7),
                                            Duration.ofDays(9),
                                            Duration.ofDays(10),
                                            Duration.ofDays(11),
                                            Duration.ofDays(8)));
                    assertThat(context.getBean(ArchiveProperties.class))
                            .isEqualTo(
                                    new ArchiveProperties(
                                            ArchiveProperties.Mode.S3,
                                            "/archive",
                                            "bucket",
                                            "prefix",
                                            URI.create("http://s3"),
                                            DataSize.ofMegabytes(24),
                                            25,
                                            Duration.ofSeconds(26),
                                            Duration.ofSeconds(27)));
                    assertThat(context.getBean(QuarantineProperties.class))
                            .isEqualTo(
                                    new QuarantineProperties(
                                            Duration.ofHours(19),
                                            20,
                                            DataSize.ofMegabytes(21),
                                            Duration.ofSeconds(22),
                                            23));
                    assertThat(context.getBean(ErasureProperties.class))
                            .isEqualTo(
                                    new ErasureProperties(
                                            Duration.ofDays(40),
                                            Duration.ofHours(25),
                                            DataSize.ofMegabytes(26)));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "s3"})
    void archiveWithoutAPlaceIsRefused(String mode) {
        WorkerSettings.required()
                .withPropertyValues("spillway.archive.mode=" + mode)
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(ArchiveProperties.class))
                                .hasStackTraceContaining("needs spillway.archive.folder"));
    }
}
