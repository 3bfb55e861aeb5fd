package dev.spillway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.worker.alert.AlertProperties;
import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.dispatch.DispatchProperties;
import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.drain.QueueProperties;
import dev.spillway.worker.erasure.ErasureProperties;
import dev.spillway.worker.job.JobProperties;
import dev.spillway.worker.mail.MailProperties;
import dev.spillway.worker.outbox.OutboxProperties;
import dev.spillway.worker.outbox.TopicProperties;
import dev.spillway.worker.people.PeopleProperties;
import dev.spillway.worker.quarantine.QuarantineProperties;
import dev.spillway.worker.retention.RetentionProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Every property of the worker, with its default: a change of either is seen here. */
class WorkerPropertiesTest {

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "spillway.queues.main", "http://q/main",
                    "spillway.queues.overflow", "http://q/overflow",
                    "spillway.queues.signals", "http://q/signals",
                    "spillway.secrets.wrapping-key", "key");

    @Test
    void defaults() {
        runner(REQUIRED)
                .run(context -> {
                    assertThat(context.getBean(DrainProperties.class))
                            .isEqualTo(
                                    new DrainProperties(
                                            0,
                                            new DrainProperties.InFlight(
                                                    2000, 500, 10, DataSize.ofMegabytes(96)),
                                            new DrainProperties.Batch(
                                                    100,
                                                    DataSize.ofKilobytes(128),
                                                    10_000,
                                                    DataSize.ofMegabytes(8)),
                                            4,
                                            Duration.ofMillis(250),
                                            Duration.ofSeconds(5),
                                            Duration.ofMinutes(5),
                                            Duration.ofSeconds(20),
                                            new DrainProperties.Retry(
                                                    Duration.ofMillis(50),
                                                    Duration.ofSeconds(5),
                                                    Duration.ofMinutes(1),
                                                    Duration.ofSeconds(30)),
                                            new DrainProperties.HandBack(
                                                    Duration.ofMinutes(2), Duration.ofMinutes(15)),
                                            Duration.ofHours(1),
                                            Map.of(),
                                            Duration.ofSeconds(30)));
                    assertThat(context.getBean(OutboxProperties.class))
                            .isEqualTo(new OutboxProperties(Duration.ofSeconds(1), 50));
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
                    assertThat(context.getBean(AlertProperties.class))
                            .isEqualTo(
                                    new AlertProperties(
                                            Duration.ofMinutes(1), 500, Duration.ofMinutes(10)));
                    assertThat(context.getBean(DispatchProperties.class))
                            .isEqualTo(
                                    new DispatchProperties(
                                            Duration.ofSeconds(1),
                                            8,
                                            Duration.ofSeconds(15),
                                            Duration.ofHours(24),
                                            false));
                    assertThat(context.getBean(MailProperties.class))
                            .isEqualTo(new MailProperties(null, Duration.ofSeconds(25)));
                    assertThat(context.getBean(TopicProperties.class))
                            .isEqualTo(new TopicProperties(null, null));
                    assertThat(context.getBean(PeopleProperties.class))
                            .isEqualTo(
                                    new PeopleProperties(
                                            Duration.ofSeconds(5),
                                            200,
                                            1_000,
                                            5_000,
                                            Duration.ofMinutes(1)));
                    assertThat(context.getBean(JobProperties.class))
                            .isEqualTo(
                                    new JobProperties(
                                            Duration.ofSeconds(1),
                                            Duration.ofSeconds(2),
                                            50,
                                            500,
                                            Duration.ofMinutes(1)));
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
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.put("spillway.drain.slot", "7");
        properties.put("spillway.drain.in-flight.main", "100");
        properties.put("spillway.drain.in-flight.overflow", "50");
        properties.put("spillway.drain.in-flight.signals", "11");
        properties.put("spillway.drain.in-flight.size", "12MB");
        properties.put("spillway.drain.batch.messages", "13");
        properties.put("spillway.drain.batch.size", "14KB");
        properties.put("spillway.drain.batch.rows", "15");
        properties.put("spillway.drain.batch.content", "16KB");
        properties.put("spillway.drain.writers", "2");
        properties.put("spillway.drain.target", "15ms");
        properties.put("spillway.drain.poll", "1s");
        properties.put("spillway.drain.visibility", "2m");
        properties.put("spillway.drain.stop", "3s");
        properties.put("spillway.drain.retry.first", "4ms");
        properties.put("spillway.drain.retry.longest", "5s");
        properties.put("spillway.drain.retry.patience", "6s");
        properties.put("spillway.drain.retry.pause", "7s");
        properties.put("spillway.drain.hand-back.stalled", "8s");
        properties.put("spillway.drain.hand-back.newer", "9s");
        properties.put("spillway.drain.fingerprint-window", "10m");
        properties.put("spillway.drain.horizons.sendgrid", "5d");
        properties.put("spillway.drain.cache", "11s");
        properties.put("spillway.outbox.interval", "12s");
        properties.put("spillway.outbox.batch", "13");
        properties.put("spillway.queues.main-dead-letters", "http://q/main-dlq");
        properties.put("spillway.queues.overflow-dead-letters", "http://q/overflow-dlq");
        properties.put("spillway.queues.signals-dead-letters", "http://q/signals-dlq");
        properties.put("spillway.retention.interval", "1s");
        properties.put("spillway.retention.stint", "3s");
        properties.put("spillway.retention.slice", "2");
        properties.put("spillway.retention.days", "3");
        properties.put("spillway.retention.parcels", "31d");
        properties.put("spillway.retention.rejections", "5d");
        properties.put("spillway.retention.published", "6d");
        properties.put("spillway.retention.jobs", "7d");
        properties.put("spillway.retention.orders", "9d");
        properties.put("spillway.retention.alerts", "10d");
        properties.put("spillway.retention.settled", "11d");
        properties.put("spillway.retention.settled", "11d");
        properties.put("spillway.retention.minutes", "8d");
        properties.put("spillway.alerts.interval", "24s");
        properties.put("spillway.alerts.tenants", "25");
        properties.put("spillway.alerts.behind", "26s");
        properties.put("spillway.dispatch.interval", "27s");
        properties.put("spillway.dispatch.at-once", "28");
        properties.put("spillway.dispatch.timeout", "29s");
        properties.put("spillway.dispatch.give-up", "30h");
        properties.put("spillway.dispatch.allow-loopback", "true");
        properties.put("spillway.mail.from", "alerts@spillway.example");
        properties.put("spillway.mail.timeout", "31s");
        properties.put("spillway.people.interval", "14s");
        properties.put("spillway.people.batches", "15");
        properties.put("spillway.people.sketches", "16");
        properties.put("spillway.people.page", "17");
        properties.put("spillway.people.reservation", "18s");
        properties.put("spillway.jobs.interval", "14s");
        properties.put("spillway.jobs.turn", "15s");
        properties.put("spillway.jobs.batch", "16");
        properties.put("spillway.jobs.rate", "17");
        properties.put("spillway.jobs.lease", "18s");
        properties.put("spillway.quarantine.keep", "19h");
        properties.put("spillway.quarantine.max-held", "20");
        properties.put("spillway.quarantine.max-bytes", "21MB");
        properties.put("spillway.quarantine.purge-interval", "22s");
        properties.put("spillway.quarantine.purge-batch", "23");
        properties.put("spillway.archive.mode", "s3");
        properties.put("spillway.archive.folder", "/archive");
        properties.put("spillway.archive.bucket", "bucket");
        properties.put("spillway.archive.prefix", "prefix");
        properties.put("spillway.archive.endpoint", "http://s3");
        properties.put("spillway.archive.size", "24MB");
        properties.put("spillway.archive.messages", "25");
        properties.put("spillway.archive.linger", "26s");
        properties.put("spillway.archive.patience", "27s");
        properties.put("spillway.erasure.tombstone", "40d");
        properties.put("spillway.erasure.export", "25h");
        properties.put("spillway.erasure.export-size", "26MB");
        properties.put("spillway.topics.alerts", "arn:a");
        properties.put("spillway.topics.suppressions", "arn:s");
        runner(properties)
                .run(context -> {
                    assertThat(context.getBean(DrainProperties.class))
                            .isEqualTo(
                                    new DrainProperties(
                                            7,
                                            new DrainProperties.InFlight(
                                                    100, 50, 11, DataSize.ofMegabytes(12)),
                                            new DrainProperties.Batch(
                                                    13,
                                                    DataSize.ofKilobytes(14),
                                                    15,
                                                    DataSize.ofKilobytes(16)),
                                            2,
                                            Duration.ofMillis(15),
                                            Duration.ofSeconds(1),
                                            Duration.ofMinutes(2),
                                            Duration.ofSeconds(3),
                                            new DrainProperties.Retry(
                                                    Duration.ofMillis(4),
                                                    Duration.ofSeconds(5),
                                                    Duration.ofSeconds(6),
                                                    Duration.ofSeconds(7)),
                                            new DrainProperties.HandBack(
                                                    Duration.ofSeconds(8), Duration.ofSeconds(9)),
                                            Duration.ofMinutes(10),
                                            Map.of("sendgrid", Duration.ofDays(5)),
                                            Duration.ofSeconds(11)));
                    assertThat(context.getBean(OutboxProperties.class))
                            .isEqualTo(new OutboxProperties(Duration.ofSeconds(12), 13));
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
                    assertThat(context.getBean(AlertProperties.class))
                            .isEqualTo(
                                    new AlertProperties(
                                            Duration.ofSeconds(24), 25, Duration.ofSeconds(26)));
                    assertThat(context.getBean(DispatchProperties.class))
                            .isEqualTo(
                                    new DispatchProperties(
                                            Duration.ofSeconds(27),
                                            28,
                                            Duration.ofSeconds(29),
                                            Duration.ofHours(30),
                                            true));
                    assertThat(context.getBean(MailProperties.class))
                            .isEqualTo(
                                    new MailProperties(
                                            "alerts@spillway.example", Duration.ofSeconds(31)));
                    assertThat(context.getBean(TopicProperties.class))
                            .isEqualTo(new TopicProperties("arn:a", "arn:s"));
                    assertThat(context.getBean(PeopleProperties.class))
                            .isEqualTo(
                                    new PeopleProperties(
                                            Duration.ofSeconds(14),
                                            15,
                                            16,
                                            17,
                                            Duration.ofSeconds(18)));
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
                    assertThat(context.getBean(JobProperties.class))
                            .isEqualTo(
                                    new JobProperties(
                                            Duration.ofSeconds(14),
                                            Duration.ofSeconds(15),
                                            16,
                                            17,
                                            Duration.ofSeconds(18)));
                    assertThat(context.getBean(QueueProperties.class))
                            .isEqualTo(
                                    new QueueProperties(
                                            "http://q/main",
                                            "http://q/overflow",
                                            "http://q/signals",
                                            "http://q/main-dlq",
                                            "http://q/overflow-dlq",
                                            "http://q/signals-dlq"));
                });
    }

    @Test
    void withoutItsQueuesOrItsKeyItDoesNotStart() {
        for (String name : REQUIRED.keySet()) {
            Map<String, String> properties = new TreeMap<>(REQUIRED);
            properties.remove(name);
            runner(properties).run(context -> assertThat(context).hasFailed());
        }
    }

    @Test
    void slotFitsItsColumn() {
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.put("spillway.drain.slot", "128");

        runner(properties)
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(DrainProperties.class))
                                .hasStackTraceContaining("slot"));
    }

    @Test
    void mergingWithoutAPauseIsRefused() {
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.put("spillway.people.interval", "0s");

        runner(properties)
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(PeopleProperties.class))
                                .hasStackTraceContaining("interval"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "s3"})
    void archiveWithoutAPlaceIsRefused(String mode) {
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.put("spillway.archive.mode", mode);

        runner(properties)
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(ArchiveProperties.class))
                                .hasStackTraceContaining("needs spillway.archive.folder"));
    }

    @Test
    void secretsDoNotReachALog() {
        assertThat(new SecretProperties("hunter2")).asString().doesNotContain("hunter2");
    }

    private static ApplicationContextRunner runner(Map<String, String> properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(AllProperties.class)
                .withPropertyValues(
                        properties.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        QueueProperties.class,
        DrainProperties.class,
        TopicProperties.class,
        OutboxProperties.class,
        RetentionProperties.class,
        PeopleProperties.class,
        JobProperties.class,
        QuarantineProperties.class,
        ArchiveProperties.class,
        AlertProperties.class,
        DispatchProperties.class,
        MailProperties.class,
        ErasureProperties.class,
        SecretProperties.class
    })
    static class AllProperties {}
}
