package dev.spillway.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sqs.model.Message;

/** From the outbox to subscribers of a real topic. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class OutboxPublisherIT {

    private static TestCloud cloud;
    private static WorkerDatabase database;
    private static OutboxFixture outbox;

    private TenantFixture tenant;
    private TenantFixture other;

    @BeforeAll
    static void open(TestCloud opened) {
        cloud = opened;
        database = WorkerDatabase.on(cloud.database());
        outbox = OutboxFixture.on(cloud);
    }

    @AfterAll
    static void close() {
        outbox.close();
    }

    @BeforeEach
    void twoTenants() {
        tenant = database.tenant("sendgrid");
        other = database.tenant("sendgrid");
    }

    /** A queue that gets what the topic has for one tenant, as operators would subscribe it. */
    private static String subscribe(String name, UUID tenantId) {
        String queue = cloud.sqs().createQueue(create -> create.queueName(name)).queueUrl();
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
                                                "{\"tenantId\":[\"" + tenantId + "\"]}")));
        return queue;
    }

    private static OutboxPublisher publisher(JdbcTransactionManager transactions) {
        return outbox.publisher(
                cloud.sns(),
                new TransactionTemplate(transactions),
                List.of("alerts"),
                OutboxFixture.BATCH);
    }

    /** Whose process ends before the rows are marked. */
    private static final class DyingTransactions extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private DyingTransactions() {
            super(outbox.pool());
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            doRollback(status);
            throw new IllegalStateException("killed");
        }
    }

    private static List<String> awaitIds(String queue, int messages) {
        List<String> ids = new ArrayList<>();
        await().atMost(WorkerQueues.SOON)
                .until(() -> {
                    for (Message message :
                            cloud.sqs()
                                    .receiveMessage(receive ->
                                            receive.queueUrl(queue)
                                                    .messageAttributeNames("All")
                                                    .maxNumberOfMessages(10)
                                                    .waitTimeSeconds(1))
                                    .messages()) {
                        ids.add(message.messageAttributes().get("id").stringValue());
                    }
                    return ids.size() >= messages;
                });
        return ids;
    }

    @Test
    void whoDiesBeforeMarkingPublishesTwiceUnderOneId() {
        String queue = subscribe("outbox-twice", tenant.id());
        UUID id = outbox.message(tenant, "alerts");

        assertThatThrownBy(() -> publisher(new DyingTransactions()).publishAll())
                .hasMessage("killed");
        assertThat(published(tenant)).isZero();
        publisher(new JdbcTransactionManager(outbox.pool())).publishAll();
        publisher(new JdbcTransactionManager(outbox.pool())).publishAll();

        assertThat(awaitIds(queue, 2)).containsExactly(id.toString(), id.toString());
        assertThat(published(tenant)).isEqualTo(1);
    }

    private static long published(TenantFixture owner) {
        return database.number(
                "SELECT COUNT(published_at) FROM outbox WHERE tenant_id = ?", owner.id());
    }

    @Test
    void aSubscriptionOfOneTenantGetsNothingOfAnother() {
        String queue = subscribe("outbox-mine", tenant.id());
        outbox.message(other, "alerts");
        UUID mine = outbox.message(tenant, "alerts");
        outbox.message(other, "alerts");
        UUID last = outbox.message(tenant, "alerts");

        publisher(new JdbcTransactionManager(outbox.pool())).publishAll();

        assertThat(awaitIds(queue, 2)).containsExactlyInAnyOrder(mine.toString(), last.toString());
        assertThat(published(other)).isEqualTo(2);
    }

    /** Under the id that is before every tenant's, so that none stands behind it. */
    @Test
    void whatThePlatformTellsOfItselfReachesTheTopicBesideATenants() {
        TenantFixture platform = new TenantFixture(new UUID(0, 0), new UUID(0, 0), "none");
        String queue = subscribe("outbox-platform", platform.id());
        OutboxPublisher publisher = publisher(new JdbcTransactionManager(outbox.pool()));
        UUID first = outbox.message(platform, "alerts");
        outbox.message(tenant, "alerts");

        publisher.publishAll();

        assertThat(awaitIds(queue, 1)).containsExactly(first.toString());
        assertThat(published(tenant)).isEqualTo(1);
        UUID second = outbox.message(platform, "alerts");
        publisher.publishAll();
        assertThat(awaitIds(queue, 1)).as("behind the others'").containsExactly(second.toString());
    }
}
