package dev.spillway.worker.dispatch;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.mail.MailResult;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.Rows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tenants' servers as destinations, what waits for them in the outbox, and the dispatcher that
 * tells them, as the worker's database user in a test class's own schema.
 */
final class TenantsServers implements AutoCloseable {

    /** For an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final WorkerDatabase database;
    private final HikariDataSource pool;

    private TenantsServers(WorkerDatabase database) {
        this.database = database;
        this.pool = database.pool();
    }

    static TenantsServers on(TestCloud cloud) {
        return new TenantsServers(WorkerDatabase.on(cloud.database()));
    }

    WorkerDatabase database() {
        return database;
    }

    /** A tenant whom no destination of an earlier test bothers. */
    TenantFixture tenant() {
        database.owner().update("UPDATE destination SET enabled = FALSE");
        return database.tenant("sendgrid");
    }

    Dispatcher dispatcher(int atOnce) {
        return DispatchFixture.dispatcher(
                pool,
                atOnce,
                TIMEOUT,
                _ -> new MailResult.Deferred("email_not_set_up"),
                new SimpleMeterRegistry());
    }

    /** Every turn that is due, to its end. */
    void tell() {
        try (Dispatcher dispatcher = dispatcher(8)) {
            dispatcher.beginDue();
        }
    }

    /** One that takes alerts. */
    Target destination(TenantFixture owner, String url) {
        return destination(owner, url, "alerts");
    }

    Target destination(TenantFixture owner, String url, String topic) {
        return Target.add(database, owner, url, topic);
    }

    /**
     * Another secret of it.
     *
     * @param expiry such as {@code + INTERVAL 1 HOUR}; null for never
     */
    String secret(TenantFixture owner, UUID destination, @Nullable String expiry) {
        return Target.addSecret(database, owner, destination, expiry);
    }

    /** An alert. */
    UUID message(TenantFixture owner) {
        return message(owner, "alerts");
    }

    UUID message(TenantFixture owner, String topic) {
        UUID id = Ids.next();
        OutboxMessage message =
                new OutboxMessage(
                        owner.id(), id, topic, "alert.firing", "{\"ü\":1}", Instant.now());
        new OutboxRows(new Rows(new JdbcTemplate(pool))).add(List.of(message));
        return id;
    }

    /** A test, as the tenant asks for one. */
    UUID test(TenantFixture owner, Target place) {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO delivery (tenant_id, destination_id, message_id, test, created_at)"
                                + " VALUES (?, ?, ?, TRUE, UTC_TIMESTAMP(3))",
                        Ids.bytes(owner.id()),
                        Ids.bytes(place.id()),
                        Ids.bytes(id));
        return id;
    }

    /** A tenant's only one. */
    Map<String, Object> delivery(TenantFixture owner) {
        return database.row("delivery", owner.id());
    }

    List<Object> statuses(TenantFixture owner) {
        return database.rows("delivery", owner.id()).stream()
                .map(row -> row.get("status"))
                .toList();
    }

    /** As if the pauses were over. */
    void passTime() {
        database.owner().update("UPDATE destination SET next_at = NULL");
        database.owner().update("UPDATE delivery SET next_at = NULL");
    }

    /** As by a tenant whose server knows that secret. */
    static void verify(String secret, Receiver.Request request)
            throws WebhookVerificationException, EmptyWebhookSecretException {
        new Webhook(secret)
                .verify(request.body(), HttpHeaders.of(request.headers(), (_, _) -> true));
    }

    @Override
    public void close() {
        pool.close();
    }
}
