package dev.spillway.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * A topic that takes its time is given no message twice, and keeps no tenant waiting for another.
 */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class SlowTopicIT {

    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(1);

    /** Of each call; the five of a batch together last longer than the transaction. */
    private static final Duration DELAY = Duration.ofMillis(1_100);

    private static final int TRANSACTION_SECONDS = 3;

    private static WorkerDatabase database;
    private static OutboxFixture outbox;

    private final RecordingSns sns = new RecordingSns(outbox.cloud().sns(), DELAY);

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        outbox = OutboxFixture.on(cloud);
        // The first call of all takes its time by itself.
        outbox.message(database.tenant("sendgrid"), "alerts");
        outbox.publisher(cloud.sns(), outbox.transaction(), List.of("alerts"), 1).publishAll();
    }

    @AfterAll
    static void close() {
        outbox.close();
    }

    @BeforeEach
    void aTenant() {
        database.owner().update("DELETE FROM outbox");
        tenant = database.tenant("sendgrid");
    }

    private static OutboxPublisher publisher(SnsClient sns, int batch) {
        TransactionTemplate transaction = outbox.transaction();
        transaction.setTimeout(TRANSACTION_SECONDS);
        return outbox.publisher(sns, transaction, List.of("alerts"), batch, PUBLISH_TIMEOUT);
    }

    @Test
    void whatItTookIsMarkedAndNotPublishedAgain() {
        List<UUID> messages = outbox.messages(tenant, "alerts", OutboxFixture.BATCH);

        publisher(sns, OutboxFixture.BATCH).publishAll();

        assertThat(sns.published()).containsExactlyElementsOf(messages);
        assertThat(published()).isEqualTo(OutboxFixture.BATCH);
    }

    /** One call each and no time for more: whose messages were not tried are the next. */
    @Test
    void theTurnOfWhoWasNotTriedIsStillToCome() {
        TenantFixture other = database.tenant("sendgrid");
        TenantFixture quiet = database.tenant("sendgrid");
        outbox.messages(tenant, "alerts", 12);
        outbox.messages(other, "alerts", 12);
        UUID alert = outbox.message(quiet, "alerts");

        publisher(sns, 30).publishAll();

        assertThat(sns.published()).hasSize(25).doesNotHaveDuplicates();
        assertThat(sns.published().indexOf(alert)).isEqualTo(20);
    }

    /** The client alone would wait for half a minute, and then try again. */
    @Test
    void aCallThatIsNotAnsweredEndsWithinTheTransaction() throws Exception {
        outbox.message(tenant, "alerts");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SnsClient unanswered = client(silent)) {
            CompletableFuture<Void> turn =
                    CompletableFuture.runAsync(
                            publisher(unanswered, OutboxFixture.BATCH)::publishAll);

            await().atMost(WorkerQueues.SOON).until(turn::isDone);

            assertThat(turn).isCompleted();
        }
        assertThat(published()).isZero();
    }

    private static SnsClient client(ServerSocket server) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
        return AwsAccess.local(endpoint, endpoint).snsClient();
    }

    private static long published() {
        Long published =
                database.owner()
                        .queryForObject("SELECT COUNT(published_at) FROM outbox", Long.class);
        return published == null ? 0 : published;
    }
}
