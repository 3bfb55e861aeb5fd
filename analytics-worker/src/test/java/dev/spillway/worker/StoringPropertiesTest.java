package dev.spillway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.drain.QueueProperties;
import dev.spillway.worker.job.JobProperties;
import dev.spillway.worker.people.PeopleProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * What the worker receives and stores by, and goes on with afterwards: every property with its
 * default. A change of either is seen here.
 */
class StoringPropertiesTest {

    @Test
    void defaults() {
        WorkerSettings.required()
                .run(context -> {
                    assertThat(context.getBean(DrainProperties.class))
                            .isEqualTo(
                                    new DrainProperties(
                                            0,
                                            new DrainProperties.InFlight(
                                                    2000, 500, 10, DataSize.ofMegabytes(96)),
                                            new DrainProperties.Batch(
                                                    1000,
                                                    DataSize.ofKilobytes(192),
                                                    10_000,
                                                    DataSize.ofMegabytes(8)),
                                            4,
                                            Duration.ofMillis(50),
                                            Duration.ofMillis(10),
                                            Duration.ofMillis(150),
                                            Duration.ofSeconds(5),
                                            Duration.ofMinutes(1),
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
                });
    }

    @Test
    void everyPropertyHasItsName() {
        WorkerSettings.required()
                .withPropertyValues(
                        "spillway.drain.slot=7",
                        "spillway.drain.in-flight.main=100",
                        "spillway.drain.in-flight.overflow=50",
                        "spillway.drain.in-flight.signals=11",
                        "spillway.drain.in-flight.size=12MB",
                        "spillway.drain.batch.messages=13",
                        "spillway.drain.batch.size=14KB",
                        "spillway.drain.batch.rows=15",
                        "spillway.drain.batch.content=16KB",
                        "spillway.drain.writers=2",
                        "spillway.drain.patience=17ms",
                        "spillway.drain.gathering=18ms",
                        "spillway.drain.target=15ms",
                        "spillway.drain.poll=1s",
                        "spillway.drain.visibility=2m",
                        "spillway.drain.stop=3s",
                        "spillway.drain.retry.first=4ms",
                        "spillway.drain.retry.longest=5s",
                        "spillway.drain.retry.patience=6s",
                        "spillway.drain.retry.pause=7s",
                        "spillway.drain.hand-back.stalled=8s",
                        "spillway.drain.hand-back.newer=9s",
                        "spillway.drain.fingerprint-window=10m",
                        "spillway.drain.horizons.sendgrid=5d",
                        "spillway.drain.cache=11s",
                        "spillway.queues.main-dead-letters=http://q/main-dlq",
                        "spillway.queues.overflow-dead-letters=http://q/overflow-dlq",
                        "spillway.queues.signals-dead-letters=http://q/signals-dlq",
                        "spillway.people.interval=14s",
                        "spillway.people.batches=15",
                        "spillway.people.sketches=16",
                        "spillway.people.page=17",
                        "spillway.people.reservation=18s",
                        "spillway.jobs.interval=14s",
                        "spillway.jobs.turn=15s",
                        "spillway.jobs.batch=16",
                        "spillway.jobs.rate=17",
                        "spillway.jobs.lease=18s")
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
                                            Duration.ofMillis(17),
                                            Duration.ofMillis(18),
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
                    assertThat(context.getBean(QueueProperties.class))
                            .isEqualTo(
                                    new QueueProperties(
                                            "http://q/main",
                                            "http://q/overflow",
                                            "http://q/signals",
                                            "http://q/main-dlq",
                                            "http://q/overflow-dlq",
                                            "http://q/signals-dlq"));
                    assertThat(context.getBean(PeopleProperties.class))
                            .isEqualTo(
                                    new PeopleProperties(
                                            Duration.ofSeconds(14),
                                            15,
                                            16,
                                            17,
                                            Duration.ofSeconds(18)));
                    assertThat(context.getBean(JobProperties.class))
                            .isEqualTo(
                                    new JobProperties(
                                            Duration.ofSeconds(14),
                                            Duration.ofSeconds(15),
                                            16,
                                            17,
                                            Duration.ofSeconds(18)));
                });
    }

    @Test
    void withoutItsQueuesOrItsKeyItDoesNotStart() {
        for (String name : WorkerSettings.REQUIRED.keySet()) {
            WorkerSettings.without(name).run(context -> assertThat(context).hasFailed());
        }
    }

    @Test
    void slotFitsItsColumn() {
        WorkerSettings.required()
                .withPropertyValues("spillway.drain.slot=128")
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(DrainProperties.class))
                                .hasStackTraceContaining("slot"));
    }

    @Test
    void mergingWithoutAPauseIsRefused() {
        WorkerSettings.required()
                .withPropertyValues("spillway.people.interval=0s")
                .run(context ->
                        assertThatThrownBy(() -> context.getBean(PeopleProperties.class))
                                .hasStackTraceContaining("interval"));
    }

    @Test
    void secretsDoNotReachALog() {
        assertThat(new SecretProperties("hunter2")).asString().doesNotContain("hunter2");
    }
}
