package dev.spillway.worker.restore;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.AnalyticsWorker;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the drain stored is there again after its tables were emptied. */
@CloudTest
class RebuildIT {

    /** All that the worker writes. Configuration stays: a restored database has it. */
    private static final List<String> EMPTIED =
            List.of(
                    "parcel_claim",
                    "webhook_claim",
                    "event_claim",
                    "webhook",
                    "webhook_duplicate",
                    "event",
                    "dead_letter",
                    "rejection",
                    "outbox",
                    "campaign",
                    "event_rollup",
                    "traffic_rollup",
                    "lag_rollup",
                    "people_pending",
                    "campaign_hour",
                    "campaign_people_hour",
                    "campaign_people",
                    "campaign_money",
                    "campaign_order",
                    "people_recount",
                    "rollup_generation");

    private static final String POISON = "/" + "x".repeat(3000);

    private static final String BUCKET = "archive-" + UUID.randomUUID();

    @TempDir private static Path folder;

    private static TestCloud cloud;
    private static WorkerDatabase database;
    private static WorkerQueues messages;

    @BeforeAll
    static void open(TestCloud given) {
        cloud = given;
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        if (isBucket()) {
            createBucket();
        }
    }

    /** As in production, wherever something speaks S3: nothing embedded does. */
    private static boolean isBucket() {
        return cloud.backend() == Backend.DOCKER;
    }

    private static void createBucket() {
        AwsBasicCredentials credentials =
                AwsBasicCredentials.create(cloud.aws().accessKey(), cloud.aws().secretKey());
        try (S3Client s3 =
                S3Client.builder()
                        .endpointOverride(cloud.aws().sqs())
                        .forcePathStyle(true)
                        .region(Region.of(cloud.aws().region()))
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .build()) {
            s3.createBucket(create -> create.bucket(BUCKET));
        }
    }

    private static String place() {
        return isBucket() ? "s3://" + BUCKET + "/production" : folder.toString();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(cloud.properties());
        if (isBucket()) {
            settings.put("spillway.archive.mode", "s3");
            settings.put("spillway.archive.bucket", BUCKET);
            settings.put("spillway.archive.prefix", "production");
            settings.put("spillway.archive.endpoint", cloud.aws().sqs().toString());
        } else {
            settings.put("spillway.archive.mode", "folder");
            settings.put("spillway.archive.folder", folder.toString());
        }
        return settings;
    }

    @Test
    void databaseThatWasEmptiedHoldsTheSameAgainAndAgain() {
        TenantFixture mails = database.tenant("sendgrid");
        TenantFixture shop = database.tenant("stripe");
        drain(mails, shop);
        Map<String, ?> mailsBefore = Snapshot.of(database, mails.id());
        Map<String, ?> shopBefore = Snapshot.of(database, shop.id());
        double lagBefore = averageLag(mails);
        EMPTIED.forEach(table -> database.owner().execute("TRUNCATE TABLE " + table));

        ReplayRun first = ReplayRun.on(database, settings(), "--from-archive", place());

        assertThat(first.exitCode()).as(first.err()).isEqualTo(RestoreCommand.DONE);
        assertThat(first.counts()).containsExactly(47L, 40L, 4L, 3L, 0L);
        assertThat(Snapshot.of(database, mails.id())).isEqualTo(mailsBefore);
        assertThat(Snapshot.of(database, shop.id())).isEqualTo(shopBefore);
        assertThatLedger(database, mails.id()).balances();
        assertThat(averageLag(mails)).isBetween(lagBefore, lagBefore + 1);
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM people_pending WHERE tenant_id = ?",
                                mails.id()))
                .isPositive();
        assertThat(database.rows("outbox", mails.id()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("published_at")).isNotNull());

        ReplayRun second = ReplayRun.on(database, settings(), "--from-archive", place());

        assertThat(second.exitCode()).isEqualTo(RestoreCommand.DONE);
        assertThat(second.counts()).containsExactly(47L, 0L, 0L, 0L, 47L);
        assertThat(Snapshot.of(database, mails.id())).isEqualTo(mailsBefore);
        assertThat(Snapshot.of(database, shop.id())).isEqualTo(shopBefore);
    }

    /** 20 + 4 + 1 + 20 webhooks in parcels, two messages that are none, and a signal. */
    private static void drain(TenantFixture mails, TenantFixture shop) {
        try (ConfigurableApplicationContext _ = worker()) {
            for (int i = 0; i < 20; i++) {
                messages.send(
                        cloud.queues().main(),
                        mails.parcel(
                                mails.webhook()
                                        .body(mail(i, i % 2 == 0 ? "open" : "unsubscribe"))
                                        .build()));
            }
            messages.awaitEmpty(cloud.queues().main());
            for (int i = 0; i < 4; i++) {
                messages.send(
                        cloud.queues().main(),
                        mails.parcel(
                                mails.webhook()
                                        .body(mail(i, i % 2 == 0 ? "open" : "unsubscribe"))
                                        .build()));
            }
            send(cloud.queues().main(), "no parcel: ünïcode 🚀", mails);
            send(cloud.queues().main(), "1:raw:AAAA", mails);
            send(cloud.queues().signals(), SignalCodec.encode(mails.rejections(3, "")), mails);
            messages.send(cloud.queues().main(), shop.parcel(shop.webhook().path(POISON).build()));
            for (int i = 0; i < 10; i++) {
                messages.send(
                        cloud.queues().overflow(),
                        shop.parcel(
                                shop.webhook()
                                        .eventKey("a" + i)
                                        .body(new byte[] {0, (byte) 0xff, (byte) i})
                                        .build(),
                                shop.webhook().eventKey("b" + i).build()));
            }
            messages.awaitEmpty(
                    cloud.queues().main(), cloud.queues().overflow(), cloud.queues().signals());
            await().atMost(WorkerQueues.SOON)
                    .until(() ->
                            database.number(
                                            "SELECT COUNT(*) FROM outbox WHERE published_at IS NULL AND tenant_id = ?",
                                            mails.id())
                                    == 0);
        }
    }

    private static String mail(int number, String event) {
        return """
        [{"event": "%s", "email": "ana%d@acme.example", "timestamp": %d, "sg_event_id": "e%d",
          "sg_message_id": "m%d", "marketing_campaign_name": "Spring"}]\
        """
                .formatted(
                        event,
                        number,
                        Instant.now().getEpochSecond() / 3600 * 3600,
                        number,
                        number);
    }

    private static void send(String queue, String message, TenantFixture tenant) {
        messages.send(queue, message, tenant.id().toString());
    }

    /** Seconds. */
    private static double averageLag(TenantFixture tenant) {
        return database.number(
                        "SELECT SUM(TIMESTAMPDIFF(MICROSECOND, received_at, stored_at)) DIV COUNT(*)"
                                + " FROM webhook WHERE tenant_id = ?",
                        tenant.id())
                / 1e6;
    }

    private static ConfigurableApplicationContext worker() {
        Map<String, String> properties = new TreeMap<>(settings());
        properties.putAll(database.properties());
        properties.put("management.server.port", "0");
        properties.put("spillway.drain.poll", "1s");
        properties.put("spillway.outbox.interval", "100ms");
        properties.put("spillway.archive.linger", "100ms");
        List<String> arguments = new ArrayList<>();
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(AnalyticsWorker.class)
                .run(arguments.toArray(String[]::new));
    }
}
