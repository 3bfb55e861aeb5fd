package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the app sealed for the worker, and cannot read again. Thread-safe. */
final class Secrets {

    private static final String GOOD =
            """
            SELECT s.id, s.sealed, s.key_version, k.wrapped_key
            FROM destination_secret s
            JOIN tenant_key k
              ON k.tenant_id = s.tenant_id AND k.purpose = 'data' AND k.version = s.key_version
            WHERE s.tenant_id = ? AND s.destination_id = ?
              AND (s.expires_at IS NULL OR s.expires_at > UTC_TIMESTAMP(3))
            ORDER BY s.expires_at IS NULL DESC, s.expires_at DESC
            """;

    private static final String QUESTION =
            """
            SELECT c.id, c.sealed, c.key_version, k.wrapped_key
            FROM destination_confirmation c
            JOIN tenant_key k
              ON k.tenant_id = c.tenant_id AND k.purpose = 'data' AND k.version = c.key_version
            WHERE c.tenant_id = ? AND c.id = ? AND c.used_at IS NULL AND c.expires_at > UTC_TIMESTAMP(3)
            """;

    private final JdbcClient jdbc;
    private final KeyWrapper keys;

    Secrets(JdbcClient jdbc, KeyWrapper keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /**
     * With what a destination's messages are signed; of an address by which it unsubscribes. The
     * newest first.
     */
    List<String> of(Destination destination) {
        return jdbc.sql(GOOD)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(destination.id()))
                .query((row, _) -> open(destination.tenantId(), row))
                .list();
    }

    /** With what a question is answered, for as long as it can be. */
    Optional<String> confirmation(Destination destination, UUID message) {
        return jdbc.sql(QUESTION)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(message))
                .query((row, _) -> open(destination.tenantId(), row))
                .optional();
    }

    private String open(UUID tenantId, ResultSet row) throws SQLException {
        TenantKey key =
                TenantKey.unwrap(
                        keys,
                        tenantId,
                        KeyPurpose.DATA,
                        row.getInt("key_version"),
                        row.getBytes("wrapped_key"));
        UUID id = Ids.uuid(row.getBytes("id"));
        return Objects.requireNonNull(
                CredentialCipher.open(key, id, row.getBytes("sealed")).get("secret"));
    }
}
