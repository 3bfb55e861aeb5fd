package dev.spillway.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** Writes to a cloud until it is killed, and remembers what the cloud confirmed. */
final class Ledger {

    @FunctionalInterface
    interface Kill {
        void run() throws InterruptedException;
    }

    private final AtomicLong next = new AtomicLong();
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private final Set<Long> rows = ConcurrentHashMap.newKeySet();

    /** Keeps three writers busy for a while, and kills under load. */
    void writeFor(Duration time, CloudDescription cloud, Kill kill) throws Exception {
        createTable(cloud.database());
        CountDownLatch killed = new CountDownLatch(1);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
                SqsClient sqs = cloud.aws().sqsClient()) {
            writers.submit(() -> send(sqs, cloud.queues().main(), killed));
            writers.submit(() -> send(sqs, cloud.queues().main(), killed));
            writers.submit(() -> insert(cloud.database(), killed));
            // Not a wait for something: the time under load is what the test is about.
            assertThat(killed.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            kill.run();
            killed.countDown();
        }
        assertThat(messages).hasSizeGreaterThan(50);
        assertThat(rows).hasSizeGreaterThan(50);
    }

    private void send(SqsClient sqs, String queue, CountDownLatch killed) {
        while (killed.getCount() > 0) {
            long base = next.getAndAdd(10);
            List<SendMessageBatchRequestEntry> entries =
                    IntStream.range(0, 10)
                            .mapToObj(i ->
                                    SendMessageBatchRequestEntry.builder()
                                            .id(Integer.toString(i))
                                            .messageBody("message-" + (base + i))
                                            .build())
                            .toList();
            try {
                for (SendMessageBatchResultEntry sent :
                        sqs.sendMessageBatch(s -> s.queueUrl(queue).entries(entries))
                                .successful()) {
                    messages.add("message-" + (base + Long.parseLong(sent.id())));
                }
            } catch (SdkException e) {
                return; // not confirmed, so not promised
            }
        }
    }

    private static Connection connect(CloudDescription.Database database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    private static void createTable(CloudDescription.Database database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ledger (id BIGINT PRIMARY KEY)");
        }
    }

    private void insert(CloudDescription.Database database, CountDownLatch killed) {
        try (Connection connection = connect(database);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO ledger VALUES (?)")) {
            while (killed.getCount() > 0) {
                long id = next.getAndIncrement();
                insert.setLong(1, id);
                insert.executeUpdate();
                rows.add(id);
            }
        } catch (SQLException e) {
            // The server was killed: this row was not confirmed.
        }
    }

    /** Everything that was confirmed is there; what was not may be there, too. */
    void verify(CloudDescription cloud) throws SQLException {
        assertThat(storedRows(cloud.database())).containsAll(rows);
        try (SqsClient sqs = cloud.aws().sqsClient()) {
            assertThat(storedMessages(sqs, cloud.queues().main())).containsAll(messages);
        }
    }

    private static Set<Long> storedRows(CloudDescription.Database database) throws SQLException {
        Set<Long> stored = new HashSet<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id FROM ledger")) {
            while (result.next()) {
                stored.add(result.getLong(1));
            }
        }
        return stored;
    }

    /** Reads until the queue, whose messages stay invisible once read, gives nothing more. */
    private static List<String> storedMessages(SqsClient sqs, String queue) {
        List<String> stored = new ArrayList<>();
        while (true) {
            List<Message> page =
                    sqs.receiveMessage(r ->
                                    r.queueUrl(queue)
                                            .maxNumberOfMessages(10)
                                            .visibilityTimeout(600))
                            .messages();
            if (page.isEmpty()) {
                return stored;
            }
            page.forEach(message -> stored.add(message.body()));
        }
    }
}
