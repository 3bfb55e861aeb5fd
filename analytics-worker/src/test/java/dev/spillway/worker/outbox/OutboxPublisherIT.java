package dev.spillway.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sqs.model.Message;

/** From the outbox to subscribers of a real topic. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class OutboxPublisherIT {

    private static TestCloud cloud;
    private static WorkerDatabase database;
    private static HikariDataSource pool;

    private TenantFixture tenant;
    private TenantFixture other;

    @BeforeAll
    static void open(TestCloud opened) {
        cloud = opened;
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void close() {
        pool.close();
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

    private static UUID message(TenantFixture owner) {
        UUID id = Ids.next();
        new OutboxRows(new Rows(new JdbcTemplate(pool)))
                .add(
                        List.of(
                                new OutboxMessage(
                                        owner.id(),
                                        id,
                                        "alerts",
                                        "alert.firing",
                                        "{\"id\":\"" + id + "\"}",
                                        Instant.now())));
        return id;
    }

    private static OutboxPublisher publisher(JdbcTransactionManager transactions) {
        return new OutboxPublisher(
                new OutboxRows(new Rows(new JdbcTemplate(pool))),
                cloud.sns(),
                Map.of("alerts", cloud.topics().alerts()),
                new TransactionTemplate(transactions),
                50,
                Clock.systemUTC());
    }

    /** Whose process ends before the rows are marked. */
    private static final class DyingTransactions extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private DyingTransactions() {
            super(pool);
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
        UUID id = message(tenant);

        assertThatThrownBy(() -> publisher(new DyingTransactions()).publishAll())
                .hasMessage("killed");
        assertThat(published(tenant)).isZero();
        publisher(new JdbcTransactionManager(pool)).publishAll();
        publisher(new JdbcTransactionManager(pool)).publishAll();

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
        message(other);
        UUID mine = message(tenant);
        message(other);
        UUID last = message(tenant);

        publisher(new JdbcTransactionManager(pool)).publishAll();

        assertThat(awaitIds(queue, 2)).containsExactlyInAnyOrder(mine.toString(), last.toString());
        assertThat(published(other)).isEqualTo(2);
    }
}
