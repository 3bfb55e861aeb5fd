package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerProcess;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.mail.MailServer;
import dev.spillway.worker.mail.ScriptedSmtp;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.Rows;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker's process is killed when SNS, a tenant's server and a mail server have what it sent, and
 * it could not yet write that down. The next one sends all again under the same id.
 */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class KilledWorkerIT {

    private final TestCloud cloud = TestCloud.of(KilledWorkerIT.class);
    private final WorkerDatabase database = WorkerDatabase.on(cloud.database());
    private final TenantFixture tenant = database.tenant("sendgrid");

    @Test
    void whatIsOutAndNotWrittenDownGoesOutAgainUnderTheSameId(@TempDir Path logs) throws Exception {
        String queue = subscribedQueue();
        try (Receiver receiver = new Receiver();
                Receiver later = new Receiver();
                ScriptedSmtp smtp = new ScriptedSmtp().replying(".", "");
                MailServer laterSmtp = new MailServer();
                HeldTopics topics =
                        new HeldTopics(
                                URI.create(
                                        cloud.properties().get("spring.cloud.aws.sns.endpoint")))) {
            receiver.hangs();
            UUID destination = Target.add(database, tenant, receiver.url("/"), "alerts").id();
            Inbox.of(database, tenant, "On call").confirmed();
            UUID id = message();

            try (WorkerProcess killed =
                    WorkerProcess.start(
                            properties(
                                    smtp.port(),
                                    Map.of("spring.cloud.aws.sns.endpoint", topics.endpoint())),
                            logs.resolve("killed"))) {
                await().atMost(WorkerQueues.SOON)
                        .until(() ->
                                topics.hasActed()
                                        && !receiver.requests().isEmpty()
                                        && !smtp.ids().isEmpty());
                killed.kill();
            }
            assertThat(database.rows("delivery", tenant.id()))
                    .extracting(row -> row.get("status"))
                    .containsExactly("waiting", "waiting");
            assertThat(database.row("outbox", tenant.id())).containsEntry("published_at", null);

            leaseRunsOut(destination, later.url("/"));
            try (WorkerProcess _ =
                    WorkerProcess.start(
                            properties(laterSmtp.port(), Map.of()), logs.resolve("next"))) {
                await().atMost(WorkerQueues.SOON).until(() -> isDelivered() && isPublished());
            }

            assertThat(receiver.requests())
                    .extracting(request -> request.header("webhook-id"))
                    .containsExactly(id.toString());
            assertThat(later.requests())
                    .extracting(request -> request.header("webhook-id"))
                    .containsExactly(id.toString());
            String mailId = "<" + id + "@spillway.example>";
            assertThat(smtp.ids()).containsExactly(mailId);
            assertThat(laterSmtp.mails())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.getMessageID()).isEqualTo(mailId));
            assertThat(published(queue)).containsExactly(id.toString(), id.toString());
        }
    }

    private Map<String, String> properties(int smtp, Map<String, String> different) {
        Map<String, String> properties = new TreeMap<>(cloud.properties());
        properties.putAll(database.properties());
        properties.put("management.server.port", "0");
        properties.put("spillway.drain.poll", "1s");
        properties.put("spillway.dispatch.allow-loopback", "true");
        properties.put("spring.mail.host", "127.0.0.1");
        properties.put("spring.mail.port", String.valueOf(smtp));
        properties.put("spillway.mail.from", MailServer.FROM);
        properties.putAll(different);
        return properties;
    }

    /** A queue that gets what the topic has for the tenant. */
    private String subscribedQueue() {
        String queue = cloud.sqs().createQueue(create -> create.queueName("killed")).queueUrl();
        cloud.sns()
                .subscribe(subscribe ->
                        subscribe
                                .topicArn(cloud.topics().alerts())
                                .protocol("sqs")
                                .endpoint(QueueSet.arn(cloud.sqs(), queue))
                                .attributes(
                                        Map.of(
                                                "RawMessageDelivery",
                                                "true",
                                                "FilterPolicy",
                                                "{\"tenantId\":[\"" + tenant.id() + "\"]}")));
        return queue;
    }

    private UUID message() {
        UUID id = Ids.next();
        new OutboxRows(new Rows(database.owner()))
                .add(
                        List.of(
                                new OutboxMessage(
                                        tenant.id(),
                                        id,
                                        "alerts",
                                        "alert.firing",
                                        "{\"id\":\"" + id + "\",\"alert\":{}}",
                                        Instant.now())));
        return id;
    }

    /** As if the minute had passed after which a dead worker's turn is another's. */
    private void leaseRunsOut(UUID destination, String url) {
        database.owner().update("UPDATE destination SET lease_until = UTC_TIMESTAMP(3)");
        database.owner()
                .update("UPDATE destination SET url = ? WHERE id = ?", url, Ids.bytes(destination));
    }

    private boolean isDelivered() {
        return database.rows("delivery", tenant.id()).stream()
                .allMatch(row -> "delivered".equals(row.get("status")));
    }

    private boolean isPublished() {
        return database.row("outbox", tenant.id()).get("published_at") != null;
    }

    private List<String> published(String queue) {
        List<String> ids = new ArrayList<>();
        await().atMost(WorkerQueues.SOON)
                .until(() -> {
                    cloud.sqs()
                            .receiveMessage(receive ->
                                    receive.queueUrl(queue)
                                            .messageAttributeNames("All")
                                            .maxNumberOfMessages(10)
                                            .waitTimeSeconds(1))
                            .messages()
                            .forEach(message ->
                                    ids.add(message.messageAttributes().get("id").stringValue()));
                    return ids.size() >= 2;
                });
        return ids;
    }
}
