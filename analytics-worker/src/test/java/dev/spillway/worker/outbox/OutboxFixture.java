package dev.spillway.worker.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sns.SnsClient;

/** An outbox in a real database, and who publishes it to real topics. */
record OutboxFixture(TestCloud cloud, HikariDataSource pool) implements AutoCloseable {

    static final int BATCH = 50;

    static OutboxFixture on(TestCloud cloud) {
        return new OutboxFixture(cloud, WorkerDatabase.on(cloud.database()).pool());
    }

    Rows rows() {
        return new Rows(new JdbcTemplate(pool));
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    UUID message(TenantFixture owner, String topic) {
        return messages(owner, topic, 1).getFirst();
    }

    /** So many that wait, the oldest first. */
    List<UUID> messages(TenantFixture owner, String topic, int count) {
        return add(owner, topic, count, "{}");
    }

    List<UUID> add(TenantFixture owner, String topic, int count, String payload) {
        List<OutboxMessage> messages =
                Stream.generate(Ids::next)
                        .limit(count)
                        .sorted()
                        .map(id ->
                                new OutboxMessage(
                                        owner.id(), id, topic, "of.a.test", payload, Instant.now()))
                        .toList();
        new OutboxRows(rows()).add(messages);
        return messages.stream().map(OutboxMessage::id).toList();
    }

    /**
     * Who publishes.
     *
     * @param topics to these, in this order
     */
    OutboxPublisher publisher(
            SnsClient sns, TransactionTemplate transaction, List<String> topics, int batch) {
        return publisher(sns, transaction, topics, batch, Duration.ofSeconds(10));
    }

    OutboxPublisher publisher(
            SnsClient sns,
            TransactionTemplate transaction,
            List<String> topics,
            int batch,
            Duration publishTimeout) {
        Map<String, String> arns = new LinkedHashMap<>();
        topics.forEach(topic -> arns.put(topic, arn(topic)));
        return new OutboxPublisher(
                new WaitingMessages(rows()),
                new OutboxRows(rows()),
                sns,
                arns,
                transaction,
                batch,
                publishTimeout,
                Clock.systemUTC());
    }

    private String arn(String topic) {
        return topic.equals("alerts") ? cloud.topics().alerts() : cloud.topics().suppressions();
    }

    @Override
    public void close() {
        pool.close();
    }
}
