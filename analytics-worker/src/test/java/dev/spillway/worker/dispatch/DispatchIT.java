package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.mail.MailResult;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.Rows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** From the outbox to a tenant's server, as the worker's database user. */
@CloudTest(parts = Part.DATABASE)
@ExtendWith(OutputCaptureExtension.class)
class DispatchIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static WorkerDatabase database;
    private static HikariDataSource pool;

    private Receiver receiver;
    private TenantFixture tenant;

    @BeforeAll
    static void openPool(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        tenant = database.tenant("sendgrid");
        // Those of other tests have nothing to do with this one.
        database.owner().update("UPDATE destination SET enabled = FALSE");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static Dispatcher dispatcher(int atOnce) {
        return DispatchFixture.dispatcher(
                pool,
                atOnce,
                TIMEOUT,
                _ -> new MailResult.Deferred("email_not_set_up"),
                new SimpleMeterRegistry());
    }

    /** Every turn that is due, to its end. */
    private static void tell() {
        try (Dispatcher dispatcher = dispatcher(8)) {
            dispatcher.beginDue();
        }
    }

    private record Target(UUID id, String secret) {}

    private static Target destination(TenantFixture owner, String url, String topic) {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO destination (tenant_id, id, name, url, alerts, suppressions,"
                                + " created_at, updated_at) VALUES (?, ?, 'D', ?, ?, ?, NOW(3), NOW(3))",
                        Ids.bytes(owner.id()),
                        Ids.bytes(id),
                        url,
                        topic.equals("alerts"),
                        topic.equals("suppressions"));
        return new Target(id, secret(owner, id, null));
    }

    private static String secret(TenantFixture owner, UUID destination, @Nullable String expiry) {
        byte[] random = new byte[32];
        RandomGenerator.getDefault().nextBytes(random);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(random);
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO destination_secret VALUES (?, ?, ?, 1, ?, "
                                + (expiry == null ? "NULL)" : "UTC_TIMESTAMP(3)" + expiry + ")"),
                        Ids.bytes(owner.id()),
                        Ids.bytes(destination),
                        Ids.bytes(id),
                        CredentialCipher.seal(
                                database.dataKey(owner.id()), id, Map.of("secret", secret)));
        return secret;
    }

    private static UUID message(TenantFixture owner, String topic) {
        UUID id = Ids.next();
        OutboxMessage message =
                new OutboxMessage(
                        owner.id(), id, topic, "alert.firing", "{\"ü\":1}", Instant.now());
        new OutboxRows(new Rows(new JdbcTemplate(pool))).add(List.of(message));
        return id;
    }

    private Map<String, Object> delivery() {
        return database.row("delivery", tenant.id());
    }

    /** As if the pauses were over. */
    private static void passTime() {
        database.owner().update("UPDATE destination SET next_at = NULL");
        database.owner().update("UPDATE delivery SET next_at = NULL");
    }

    private static void verify(String secret, Receiver.Request request) throws Exception {
        new Webhook(secret)
                .verify(request.body(), HttpHeaders.of(request.headers(), (_, _) -> true));
    }

    @Test
    void aMessageIsSignedAsTheStandardWebhooksHaveItAndSentOnce() throws Exception {
        Target place = destination(tenant, receiver.url("/hook"), "alerts");
        UUID id = message(tenant, "alerts");

        tell();
        tell();

        assertThat(receiver.requests()).hasSize(1);
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("webhook-id")).isEqualTo(id.toString());
        assertThat(request.body()).isEqualTo("{\"ü\":1}");
        verify(place.secret(), request);
        assertThat(delivery()).containsEntry("status", "delivered").containsEntry("attempts", 1);
    }

    @Test
    void onlyTheTenantsOwnMessagesOfTheTopicsItTakesAreSent() {
        TenantFixture other = database.tenant("sendgrid");
        destination(tenant, receiver.url("/mine"), "alerts");
        destination(other, receiver.url("/other"), "suppressions");
        message(tenant, "suppressions");
        message(other, "alerts");
        UUID mine = message(tenant, "alerts");

        tell();

        assertThat(receiver.requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("/mine");
                    assertThat(request.header("webhook-id")).isEqualTo(mine.toString());
                });
        assertThat(database.count("delivery", other.id())).isZero();
    }

    @Test
    void whatFailsWaitsAndIsSentAgainUnderTheSameId() {
        Target place = destination(tenant, receiver.url("/"), "alerts");
        UUID id = message(tenant, "alerts");
        receiver.answers(503);

        tell();
        tell();
        assertThat(receiver.requests()).hasSize(1);
        assertThat(delivery())
                .containsEntry("status", "waiting")
                .containsEntry("error", "http_503");
        assertThat(database.row("destination", tenant.id()))
                .containsEntry("failures", 1)
                .containsEntry("last_error", "http_503");
        receiver.answers(200);
        passTime();
        tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(id.toString(), id.toString());
        assertThat(delivery()).containsEntry("status", "delivered").containsEntry("attempts", 2);
        assertThat(database.row("destination", tenant.id())).containsEntry("failures", 0);
        assertThat(place.secret()).startsWith("whsec_");
    }

    @Test
    void oneThatIsRefusedAloneDoesNotHoldUpThoseBehindIt() {
        destination(tenant, receiver.url("/"), "alerts");
        message(tenant, "alerts");
        receiver.answers(400);
        tell();
        UUID second = message(tenant, "alerts");
        receiver.answers(200);
        database.owner().update("UPDATE destination SET next_at = NULL");

        tell();

        assertThat(receiver.requests().getLast().header("webhook-id")).isEqualTo(second.toString());
        assertThat(database.rows("delivery", tenant.id()))
                .extracting(row -> row.get("status"))
                .containsExactlyInAnyOrder("waiting", "delivered");
    }

    /** A worker died after the message was taken and before that was written down. */
    @Test
    void aDeadWorkersTurnIsTakenOverAndTheMessageSentTwiceUnderOneId() {
        Target place = destination(tenant, receiver.url("/"), "alerts");
        UUID id = message(tenant, "alerts");
        tell();
        database.owner().update("UPDATE delivery SET status = 'waiting', finished_at = NULL");
        database.owner()
                .update(
                        "UPDATE destination SET lease_owner = ?,"
                                + " lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE id = ?",
                        Ids.bytes(Ids.next()),
                        Ids.bytes(place.id()));

        tell();
        assertThat(receiver.requests()).hasSize(1);
        database.owner().update("UPDATE destination SET lease_until = UTC_TIMESTAMP(3)");
        tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(id.toString(), id.toString());
    }

    /** As if it had taken what was sent last. */
    private static void answers(Target place) {
        database.owner()
                .update(
                        "UPDATE destination SET answers = TRUE, lease_until = UTC_TIMESTAMP(3)"
                                + " WHERE id = ?",
                        (Object) Ids.bytes(place.id()));
    }

    @Test
    void aServerThatHangsHoldsUpNoOtherTenant() throws Exception {
        TenantFixture patient = database.tenant("sendgrid");
        try (Receiver hanging = new Receiver();
                Dispatcher dispatcher = dispatcher(4)) {
            hanging.hangs();
            answers(destination(tenant, hanging.url("/"), "alerts"));
            message(tenant, "alerts");
            dispatcher.beginDue();
            await().until(() -> !hanging.requests().isEmpty());

            answers(destination(patient, receiver.url("/"), "alerts"));
            message(patient, "alerts");
            dispatcher.beginDue();

            await().atMost(TIMEOUT.minusMillis(500)).until(() -> !receiver.requests().isEmpty());
            assertThat(delivery()).containsEntry("attempts", 0);
        }
        assertThat(delivery()).containsEntry("error", "timeout");
        assertThat(database.row("destination", tenant.id())).containsEntry("answers", false);
    }

    /** Whether they are new or have failed before; each accepts the connection and says nothing. */
    @Test
    void howeverManyNeverAnswerThoseThatDoNeverWaitBehindThem() throws Exception {
        int silent = 9;
        try (ServerSocket never = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Dispatcher dispatcher = dispatcher(8)) {
            for (int i = 0; i < silent; i++) {
                TenantFixture stranger = database.tenant("sendgrid");
                destination(stranger, "http://127.0.0.1:" + never.getLocalPort() + "/", "alerts");
                message(stranger, "alerts");
            }
            dispatcher.beginDue();
            dispatcher.beginDue();
            await().until(() -> leased() == 2);

            answers(destination(tenant, receiver.url("/"), "alerts"));
            message(tenant, "alerts");
            dispatcher.beginDue();

            await().atMost(TIMEOUT.minusMillis(500)).until(() -> !receiver.requests().isEmpty());
            assertThat(leased()).isEqualTo(2);
        }
    }

    /** Destinations whose turn has not ended. */
    private static long leased() {
        Long leased =
                database.owner()
                        .queryForObject(
                                "SELECT COUNT(*) FROM destination WHERE enabled"
                                        + " AND lease_owner IS NOT NULL",
                                Long.class);
        return leased == null ? 0 : leased;
    }

    @Test
    void aTestThatArrivesHasWhatWaitsForHoursTriedAtOnce() {
        Target place = destination(tenant, receiver.url("/"), "alerts");
        UUID waiting = message(tenant, "alerts");
        receiver.answers(500);
        tell();
        database.owner()
                .update("UPDATE delivery SET next_at = UTC_TIMESTAMP(3) + INTERVAL 10 HOUR");
        database.owner().update("UPDATE destination SET next_at = NULL");
        receiver.answers(204);
        UUID test = test(place);

        tell();
        tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(waiting.toString(), test.toString(), waiting.toString());
        assertThat(database.rows("delivery", tenant.id()))
                .extracting(row -> row.get("status"))
                .containsOnly("delivered");
        assertThat(database.row("destination", tenant.id()))
                .containsEntry("failures", 0)
                .containsEntry("answers", true);
    }

    private UUID test(Target place) {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO delivery (tenant_id, destination_id, message_id, test, created_at)"
                                + " VALUES (?, ?, ?, TRUE, UTC_TIMESTAMP(3))",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(place.id()),
                        Ids.bytes(id));
        return id;
    }

    @Test
    void afterADayItIsGivenUpWithItsReason() {
        destination(tenant, receiver.url("/"), "alerts");
        message(tenant, "alerts");
        receiver.answers(500);
        tell();
        passTime();
        database.owner().update("UPDATE delivery SET created_at = NOW(3) - INTERVAL 25 HOUR");

        tell();

        assertThat(receiver.requests()).hasSize(1);
        assertThat(delivery())
                .containsEntry("status", "given_up")
                .containsEntry("error", "http_500")
                .extractingByKey("finished_at")
                .isNotNull();
    }

    @Test
    void oneThatIsSwitchedOffKeepsWhatItHasWaiting() {
        destination(tenant, receiver.url("/"), "alerts");
        message(tenant, "alerts");
        database.owner().update("UPDATE destination SET enabled = FALSE");
        tell();
        assertThat(receiver.requests()).isEmpty();

        database.owner()
                .update(
                        "UPDATE destination SET enabled = TRUE WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));
        tell();

        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void duringARotationBothSecretsVerifyAndAnExpiredOneDoesNot() throws Exception {
        Target place = destination(tenant, receiver.url("/"), "alerts");
        String previous = secret(tenant, place.id(), " + INTERVAL 1 HOUR");
        String expired = secret(tenant, place.id(), " - INTERVAL 1 SECOND");
        message(tenant, "alerts");

        tell();

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("webhook-signature").split(" ", -1)).hasSize(2);
        verify(place.secret(), request);
        verify(previous, request);
        assertThatThrownBy(() -> verify(expired, request))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void aTestSaysThatItIsOne() throws Exception {
        Target place = destination(tenant, receiver.url("/"), "alerts");
        UUID id = test(place);

        tell();

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.body())
                .contains("destination.test", id.toString(), tenant.id().toString());
        EventSchema.of("destination-test.md").assertMatches(request.body());
        verify(place.secret(), request);
    }

    @Test
    void neitherSecretNorUrlIsLogged(CapturedOutput output) {
        Target place = destination(tenant, receiver.url("/s3cret-path"), "alerts");
        message(tenant, "alerts");
        receiver.answers(500);
        tell();
        database.owner()
                .update(
                        "DELETE FROM destination_secret WHERE destination_id = ?",
                        (Object) Ids.bytes(place.id()));
        passTime();
        tell();

        assertThat(delivery()).containsEntry("error", "no_secret");
        assertThat(output.getAll()).doesNotContain("whsec_", place.secret(), "s3cret-path");
        assertThat(
                        new Destination(
                                tenant.id(),
                                place.id(),
                                new Place.Web("https://x.example/s3cret"),
                                0))
                .hasToString("Destination[" + place.id() + "]");
    }
}
