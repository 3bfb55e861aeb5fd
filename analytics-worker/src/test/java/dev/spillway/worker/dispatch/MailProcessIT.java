package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.AnalyticsWorker;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.mail.MailServer;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole worker, by its own properties: from what it counted to somebody's inbox. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class MailProcessIT {

    private final TestCloud cloud = TestCloud.of(MailProcessIT.class);
    private final WorkerDatabase database = WorkerDatabase.on(cloud.database());

    private ConfigurableApplicationContext start(Map<String, String> different) {
        Map<String, String> properties = new TreeMap<>(cloud.properties());
        properties.putAll(database.properties());
        properties.put("management.server.port", "0");
        properties.put("spillway.drain.poll", "1s");
        properties.put("spillway.alerts.interval", "1s");
        properties.put("spillway.dispatch.interval", "200ms");
        properties.putAll(different);
        return new SpringApplicationBuilder(AnalyticsWorker.class)
                .run(
                        properties.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
    }

    /** So many webhooks that could not be stored, this minute. */
    private void deadLetters(TenantFixture tenant, int webhooks) {
        database.owner()
                .update(
                        "INSERT INTO traffic_rollup VALUES (?, 'minute', ?, ?, 'dead_letter', '', 0, ?)",
                        Ids.bytes(tenant.id()),
                        UtcTime.column(Instant.now().truncatedTo(ChronoUnit.MINUTES)),
                        Ids.bytes(tenant.sourceId()),
                        webhooks);
        database.owner()
                .update(
                        "INSERT INTO alert_rule VALUES (?, 'dead_letters_growing', TRUE, 10, 10, 15, 0, NOW(3))",
                        (Object) Ids.bytes(tenant.id()));
    }

    @Test
    void anAlertThatFiresArrivesOnce() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        Inbox.of(database, tenant, "On call").confirmed();
        deadLetters(tenant, 12);
        try (MailServer server = new MailServer();
                ConfigurableApplicationContext _ =
                        start(
                                Map.of(
                                        "spring.mail.host",
                                        "127.0.0.1",
                                        "spring.mail.port",
                                        String.valueOf(server.port()),
                                        "spillway.mail.from",
                                        MailServer.FROM,
                                        "spillway.app.public-url",
                                        "https://app.example"))) {
            await().atMost(WorkerQueues.SOON).until(() -> !server.mails().isEmpty());
            await().during(Duration.ofSeconds(2)).until(() -> server.mails().size() == 1);

            assertThat(server.mails().getFirst().getSubject())
                    .isEqualTo("[Acme] Dead letters grow");
            assertThat(server.mails().getFirst().getHeader("List-Unsubscribe")[0])
                    .startsWith("<https://app.example/unsubscribe?token=");
        }
    }

    @Test
    void withoutAServerTheWorkerStartsAndSaysOfEachMailWhyItWaits() {
        TenantFixture tenant = database.tenant("sendgrid");
        Inbox.of(database, tenant, "On call").confirmed();
        deadLetters(tenant, 12);

        try (ConfigurableApplicationContext _ = start(Map.of("spring.mail.host", ""))) {
            await().atMost(WorkerQueues.SOON)
                    .until(() ->
                            database.rows("delivery", tenant.id()).stream()
                                    .anyMatch(row -> "email_not_set_up".equals(row.get("error"))));
        }
    }

    @Test
    void aServerWithoutASenderEndsTheStart() {
        assertThatThrownBy(() -> start(Map.of("spring.mail.host", "127.0.0.1")))
                .hasStackTraceContaining("spillway.mail.from");
    }
}
