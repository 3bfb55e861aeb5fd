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
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With what a destination's messages are signed. Thread-safe. */
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

    private final JdbcClient jdbc;
    private final KeyWrapper keys;

    Secrets(JdbcClient jdbc, KeyWrapper keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** The newest first. */
    List<String> of(Destination destination) {
        return jdbc.sql(GOOD)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(destination.id()))
                .query((row, _) -> open(destination.tenantId(), row))
                .list();
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
