package dev.spillway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.worker.alert.AlertProperties;
import dev.spillway.worker.dispatch.DispatchProperties;
import dev.spillway.worker.mail.MailProperties;
import dev.spillway.worker.outbox.OutboxProperties;
import dev.spillway.worker.outbox.TopicProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What the worker tells by, and whom: every property with its default. A change of either is seen
 * here.
 */
class TellingPropertiesTest {

    @Test
    void defaults() {
        WorkerSettings.required()
                .run(context -> {
                    assertThat(context.getBean(AlertProperties.class))
                            .isEqualTo(
                                    new AlertProperties(
                                            Duration.ofMinutes(1), 500, Duration.ofMinutes(10)));
                    assertThat(context.getBean(OutboxProperties.class))
                            .isEqualTo(
                                    new OutboxProperties(
                                            Duration.ofSeconds(1), 50, Duration.ofSeconds(10)));
                    assertThat(context.getBean(TopicProperties.class))
                            .isEqualTo(new TopicProperties(null, null));
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
                });
    }

    @Test
    void everyPropertyHasItsName() {
        WorkerSettings.required()
                .withPropertyValues(
                        "spillway.outbox.interval=12s",
                        "spillway.outbox.batch=13",
                        "spillway.outbox.publish-timeout=11s",
                        "spillway.alerts.interval=24s",
                        "spillway.alerts.tenants=25",
                        "spillway.alerts.behind=26s",
                        "spillway.dispatch.interval=27s",
                        "spillway.dispatch.at-once=28",
                        "spillway.dispatch.timeout=29s",
                        "spillway.dispatch.give-up=30h",
                        "spillway.dispatch.allow-loopback=true",
                        "spillway.mail.from=alerts@spillway.example",
                        "spillway.mail.timeout=31s",
                        "spillway.topics.alerts=arn:a",
                        "spillway.topics.suppressions=arn:s")
                .run(context -> {
                    assertThat(context.getBean(AlertProperties.class))
                            .isEqualTo(
                                    new AlertProperties(
                                            Duration.ofSeconds(24), 25, Duration.ofSeconds(26)));
                    assertThat(context.getBean(OutboxProperties.class))
                            .isEqualTo(
                                    new OutboxProperties(
                                            Duration.ofSeconds(12), 13, Duration.ofSeconds(11)));
                    assertThat(context.getBean(TopicProperties.class))
                            .isEqualTo(new TopicProperties("arn:a", "arn:s"));
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
                });
    }
}
