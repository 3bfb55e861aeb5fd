package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.net.Webhook;
import dev.spillway.ingestion.testkit.CuttableProxy;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory against the real schema, read as the door's own database user. */
@CloudTest
class DirectoryIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static TestSchema schema;
    private static UUID tenant;

    @BeforeAll
    static void migrate(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
    }

    private static int status(RunningDoor door, Endpoint source) {
        return door.post(source, BODY, Map.of()).statusCode();
    }

    private static void awaitStatus(RunningDoor door, Endpoint source, int status) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(PROMISED)
                .until(() -> status(door, source) == status);
    }

    @Test
    void changesWorkWithinTwoSeconds(TestCloud cloud) {
        try (RunningDoor door = RunningDoor.start(cloud, schema)) {
            Endpoint source = schema.addSource(tenant, "none", Map.of());
            awaitStatus(door, source, 200);

            schema.setStatus(source, "paused");
            awaitStatus(door, source, 503);

            schema.setStatus(source, "pending");
            awaitStatus(door, source, 200);

            UUID other = schema.addTenant();
            Endpoint ofOther = schema.addSource(other, "none", Map.of());
            schema.setTenantStatus(other, "suspended");
            awaitStatus(door, ofOther, 403);

            schema.setTenantStatus(other, "active");
            awaitStatus(door, ofOther, 200);

            schema.setStatus(source, "deleted");
            awaitStatus(door, source, 410);
        }
    }

    /** Asking the idle one would wake it: so it is asked once, when the time is over. */
    @Test
    void newAndRotatedSourcesWorkWithinTwoSecondsAtEveryDoorAnIdleOneToo(TestCloud cloud)
            throws Exception {
        Endpoint rotating = schema.addSource(tenant, "stripe", Map.of("secret", "old"));
        Map<String, String> always = Map.of("spillway.directory.idle-after", "1");
        try (RunningDoor busy = RunningDoor.start(cloud, schema);
                RunningDoor idle = RunningDoor.start(cloud, schema, always)) {
            assertThat(signed(busy, rotating, "old")).isEqualTo(200);

            Endpoint added = schema.addSource(tenant, "none", Map.of());
            schema.setCredentials(
                    rotating,
                    schema.sealed(
                            tenant,
                            rotating.sourceId(),
                            Map.of("secret", "new", "previousSecret", "old")));
            long changed = System.nanoTime();
            awaitStatus(busy, added, 200);
            await().until(() -> System.nanoTime() - changed >= PROMISED.toNanos());

            for (RunningDoor door : List.of(busy, idle)) {
                assertThat(status(door, added)).isEqualTo(200);
                assertThat(signed(door, rotating, "new")).isEqualTo(200);
                assertThat(signed(door, rotating, "old")).isEqualTo(200);
                assertThat(signed(door, rotating, "other")).isEqualTo(401);
            }

            schema.setCredentials(
                    rotating, schema.sealed(tenant, rotating.sourceId(), Map.of("secret", "new")));
            long ended = System.nanoTime();
            await().until(() -> System.nanoTime() - ended >= PROMISED.toNanos());

            for (RunningDoor door : List.of(busy, idle)) {
                assertThat(signed(door, rotating, "new")).isEqualTo(200);
                assertThat(signed(door, rotating, "old")).isEqualTo(401);
            }
        }
    }

    private static int signed(RunningDoor door, Endpoint source, String secret) throws Exception {
        long now = Instant.now().getEpochSecond();
        String signature = Webhook.Util.computeHmacSha256(secret, now + ".{}");
        return door.post(source, BODY, Map.of("Stripe-Signature", "t=" + now + ",v1=" + signature))
                .statusCode();
    }

    @Test
    void rotatedSecretReplacesTheOldOne(TestCloud cloud) {
        Map<String, String> old = Map.of("username", "ana", "password", "old");
        Map<String, String> mended = Map.of("username", "ana", "password", "new");
        Endpoint source = schema.addSource(tenant, "basic", old);
        try (RunningDoor door = RunningDoor.start(cloud, schema)) {
            Map<String, String> login = Map.of("Authorization", "Basic YW5hOm5ldw==");
            assertThat(door.post(source, BODY, login).statusCode()).isEqualTo(401);

            schema.setCredentials(source, schema.sealed(tenant, source.sourceId(), mended));

            await().atMost(PROMISED)
                    .until(() -> door.post(source, BODY, login).statusCode() == 200);
        }
    }

    @Test
    void brokenRowsClosesOnlyItsOwnSource(TestCloud cloud) {
        Endpoint good = schema.addSource(tenant, "none", Map.of());
        Endpoint unreadable = schema.addSource(tenant, "stripe", Map.of("secret", "whsec_x"));
        schema.setCredentials(unreadable, new byte[40]);
        Endpoint unknown = schema.addSource(tenant, "none", Map.of());
        schema.setProvider(unknown, "vendor-of-tomorrow");

        try (RunningDoor door = RunningDoor.start(cloud, schema)) {
            assertThat(status(door, good)).isEqualTo(200);
            assertThat(status(door, unreadable)).isEqualTo(503);
            assertThat(status(door, unknown)).isEqualTo(503);
            assertThat(door.metric("spillway.door.directory.unusable")).isEqualTo(2);
        } finally {
            schema.setStatus(unreadable, "deleted");
            schema.setStatus(unknown, "deleted");
        }
    }

    @Test
    void acceptsWhileTheDatabaseIsDownAndAfterARestartToo(TestCloud cloud, @TempDir Path folder)
            throws Exception {
        Endpoint source =
                schema.addSource(tenant, "basic", Map.of("username", "ana", "password", "new"));
        Map<String, String> login = Map.of("Authorization", "Basic YW5hOm5ldw==");
        Path copy = folder.resolve("directory.json");
        URI database = URI.create(cloud.database().jdbcUrl().substring("jdbc:".length()));
        try (CuttableProxy line = CuttableProxy.to(database.getHost(), database.getPort())) {
            Map<String, String> overrides =
                    Map.of(
                            "spring.datasource.url",
                            cloud.database()
                                    .jdbcUrl()
                                    .replace(
                                            ":" + database.getPort() + "/",
                                            ":" + line.port() + "/"),
                            "spring.datasource.hikari.connection-timeout",
                            "300",
                            "spillway.directory.snapshot",
                            copy.toString());
            try (RunningDoor door = RunningDoor.start(cloud, schema, overrides)) {
                assertThat(door.post(source, BODY, login).statusCode()).isEqualTo(200);

                line.cut();
                await().until(() -> door.metric("spillway.door.directory.failures") > 0);

                assertThat(door.post(source, BODY, login).statusCode()).isEqualTo(200);
                assertThat(door.isReady()).isTrue();
            }
            assertThat(Files.readString(copy)).contains(source.ingestKey());

            try (RunningDoor restarted = RunningDoor.start(cloud, schema, overrides)) {
                assertThat(restarted.post(source, BODY, login).statusCode()).isEqualTo(200);
                assertThat(restarted.metric("spillway.door.directory.age")).isNaN();

                line.mend();
                await().until(() -> restarted.metric("spillway.door.directory.age") >= 0);
            }
        }
    }

    @Test
    void withoutDatabaseAndCopyItStartsUnreadyAndWaits(TestCloud cloud) {
        URI database = URI.create(cloud.database().jdbcUrl().substring("jdbc:".length()));
        Endpoint source = schema.addSource(tenant, "none", Map.of());
        try (CuttableProxy line = CuttableProxy.to(database.getHost(), database.getPort())) {
            line.cut();
            Map<String, String> overrides =
                    Map.of(
                            "spring.datasource.url",
                            cloud.database()
                                    .jdbcUrl()
                                    .replace(
                                            ":" + database.getPort() + "/",
                                            ":" + line.port() + "/"),
                            "spring.datasource.hikari.connection-timeout",
                            "300");
            try (RunningDoor door = RunningDoor.startUnready(cloud, schema, overrides)) {
                assertThat(door.isReady()).isFalse();
                assertThat(door.actuator("/health/liveness").statusCode()).isEqualTo(200);
                assertThat(door.post(source, BODY, Map.of()).body())
                        .contains("service_unavailable");

                line.mend();
                await().atMost(Duration.ofSeconds(10)).until(door::isReady);
                assertThat(status(door, source)).isEqualTo(200);
            }
        }
    }

    @Test
    void doorsUserReadsTheDirectoryAndNothingElse(TestCloud cloud) throws SQLException {
        try (Connection connection =
                cloud.database().connect("spillway_ingest", TestSchema.PASSWORD)) {
            connection.createStatement().executeQuery("SELECT 1 FROM source_directory").close();
            for (String table : new String[] {"source", "tenant", "tenant_key", "webhook"}) {
                Assertions.assertThatThrownBy(() ->
                                connection.createStatement().executeQuery("SELECT 1 FROM " + table))
                        .hasMessageContaining("denied");
            }
        }
    }
}
