package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import dev.spillway.localcloud.aws.AwsAccess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything is killed while webhooks are stored and not archived, or archived and not deleted;
 * later the database loses them all. What was acknowledged is in the archive, and comes back.
 */
class ArchiveJourneyIT {

    private static final int WEBHOOKS = 200;

    private static final List<String> EMPTIED =
            List.of(
                    "parcel_claim",
                    "webhook_claim",
                    "event_claim",
                    "webhook",
                    "event",
                    "event_rollup",
                    "traffic_rollup",
                    "lag_rollup");

    /** Those that may be received, and those that somebody has received and not deleted. */
    private static final List<QueueAttributeName> MESSAGES =
            List.of(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    private final Launcher launcher =
            new Launcher(
                    Path.of("target", "spillway-archive").toAbsolutePath(),
                    Launcher.freePortBase());

    @Test
    void everyAcknowledgedWebhookComesBackFromTheArchive() throws Exception {
        launcher.run("reset", "--yes");
        up();
        Tenant tenant =
                Tenant.onboard(
                        new Spillway.Copy(launcher, launcher.status()),
                        "archived",
                        List.of(
                                new SourceRequest(
                                        "Standard",
                                        "standard-webhooks",
                                        "enforce",
                                        Map.of("secret", VendorWebhooks.STANDARD_SECRET))));
        List<String> acknowledged = send(tenant);
        assertThat(acknowledged).isNotEmpty();

        Everything.kill(launcher);
        up();

        // Stored is soon archived, and asking the archive takes a process each time.
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> stored(tenant).size() == acknowledged.size());
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> replay("--dry-run").at("/known").asInt() == acknowledged.size());
        // What was archived and not yet deleted when all was killed comes once more: after the
        // tables are emptied it would be stored by the worker, and no longer by the replay.
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(this::isNothingQueued);
        empty();
        assertThat(stored(tenant)).isEmpty();

        JsonNode report = replay();

        assertThat(report.at("/complete").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.at("/stored").asInt())
                .as(report.toString())
                .isEqualTo(acknowledged.size());
        assertThat(stored(tenant)).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(tenant.read("/metrics/summary").at("/stored").asInt())
                .isEqualTo(acknowledged.size());
        assertThat(replay().at("/stored").asInt()).as("twice is once").isZero();
    }

    private void up() throws Exception {
        Launcher.Result up = launcher.run("up", "--detach", "--no-demo", "--archive");
        assertThat(up.exitCode()).as(up.output()).isZero();
    }

    /** Only what was answered 200 counts. */
    private static List<String> send(Tenant tenant) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < WEBHOOKS; i++) {
            VendorWebhooks.Request request =
                    VendorWebhooks.standard("msg_" + i, "{\"type\":\"ping\",\"number\":" + i + "}");
            HttpResponse<byte[]> response =
                    Http.post(
                            tenant.ingestUrls().get("Standard"), request.headers(), request.body());
            if (response.statusCode() == 200) {
                acknowledged.add(Http.json(response).at("/id").asString());
            }
        }
        return acknowledged;
    }

    private JsonNode replay(String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "replay",
                                "--json",
                                "--from-archive",
                                launcher.home().resolve("archive").toString()));
        words.addAll(List.of(more));
        Launcher.Result result = launcher.run(words.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return JsonMapper.shared().readTree(result.output().strip().lines().toList().getLast());
    }

    private boolean isNothingQueued() throws Exception {
        JsonNode urls = launcher.status().at("/urls");
        try (SqsClient sqs =
                AwsAccess.local(
                                URI.create(urls.at("/sqs").asString()),
                                URI.create(urls.at("/sns").asString()))
                        .sqsClient()) {
            List<String> queues = sqs.listQueues().queueUrls();
            assertThat(queues).isNotEmpty();
            return queues.stream().flatMap(queue -> messages(sqs, queue)).allMatch("0"::equals);
        }
    }

    private static Stream<String> messages(SqsClient sqs, String queue) {
        return sqs
                .getQueueAttributes(get -> get.queueUrl(queue).attributeNames(MESSAGES))
                .attributes()
                .values()
                .stream();
    }

    private void empty() throws Exception {
        JsonNode database = launcher.status().at("/database");
        try (Connection connection =
                        DriverManager.getConnection(
                                database.at("/jdbcUrl").asString(),
                                database.at("/user").asString(),
                                database.at("/password").asString());
                Statement statement = connection.createStatement()) {
            for (String table : EMPTIED) {
                truncate(statement, table);
            }
        }
    }

    private static void truncate(Statement statement, String table) throws SQLException {
        statement.execute("TRUNCATE TABLE " + table);
    }

    private static List<String> stored(Tenant tenant) {
        List<String> ids = new ArrayList<>();
        tenant.read("/webhooks?limit=500")
                .at("/items")
                .forEach(webhook -> ids.add(webhook.at("/id").asString()));
        return ids;
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }
}
