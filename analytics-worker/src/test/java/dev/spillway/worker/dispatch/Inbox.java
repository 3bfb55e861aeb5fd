package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;

/**
 * An address of a tenant's, as core-app leaves it.
 *
 * @param unsubscribe the token in its mails
 */
record Inbox(WorkerDatabase database, TenantFixture tenant, UUID id, String unsubscribe) {

    static final String ADDRESS = "ana@acme.example";

    /** One that was not asked yet. */
    static Inbox of(WorkerDatabase database, TenantFixture tenant, String name) {
        UUID id = Ids.next();
        String token = "stop-" + id;
        database.owner()
                .update(
                        "INSERT INTO destination (tenant_id, id, name, kind, email, alerts, suppressions,"
                                + " created_at, updated_at, unsubscribe_hash)"
                                + " VALUES (?, ?, ?, 'email', ?, TRUE, FALSE, NOW(3), NOW(3), ?)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(id),
                        name,
                        ADDRESS,
                        sha256(token));
        UUID secret = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO destination_secret VALUES (?, ?, ?, 1, ?, NULL)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(id),
                        Ids.bytes(secret),
                        sealed(database, tenant, secret, token));
        return new Inbox(database, tenant, id, token);
    }

    private static byte[] sealed(
            WorkerDatabase database, TenantFixture tenant, UUID id, String token) {
        return CredentialCipher.seal(database.dataKey(tenant.id()), id, Map.of("secret", token));
    }

    /**
     * Has the question asked.
     *
     * @param expiry such as {@code + INTERVAL 1 DAY}
     * @return the message's id; the token is {@code yes-} and that
     */
    UUID asked(String expiry) {
        UUID message = Ids.next();
        String token = "yes-" + message;
        database.owner()
                .update(
                        "INSERT INTO destination_confirmation VALUES"
                                + " (?, ?, ?, ?, ?, 1, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) "
                                + expiry
                                + ", NULL)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(message),
                        Ids.bytes(id),
                        new byte[32],
                        sha256(token),
                        sealed(database, tenant, message, token));
        database.owner()
                .update(
                        "INSERT INTO delivery (tenant_id, destination_id, message_id, confirmation,"
                                + " created_at) VALUES (?, ?, ?, TRUE, UTC_TIMESTAMP(3))",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(id),
                        Ids.bytes(message));
        return message;
    }

    /** As if somebody had opened the question's link and clicked. */
    Inbox confirmed() {
        database.owner()
                .update(
                        "UPDATE destination SET confirmed_at = UTC_TIMESTAMP(3), next_at = NULL WHERE id = ?",
                        (Object) Ids.bytes(id));
        return this;
    }

    /** As its mail program does at a click. */
    void unsubscribed() {
        database.owner().update("CALL end_subscription(?, UTC_TIMESTAMP(3))", sha256(unsubscribe));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
