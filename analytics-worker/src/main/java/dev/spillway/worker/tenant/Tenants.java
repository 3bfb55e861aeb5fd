package dev.spillway.worker.tenant;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants by id, read from the database and kept for a while. Thread-safe. */
public final class Tenants {

    private static final String FIND =
            """
            SELECT t.plan, k.version, k.wrapped_key, n.clear_addresses
            FROM tenant t
            LEFT JOIN tenant_key k ON k.tenant_id = t.id AND k.purpose = 'recipient'
            LEFT JOIN notification_setting n ON n.tenant_id = t.id
            WHERE t.id = ?
            ORDER BY k.version
            LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final KeyWrapper keys;
    private final CachedReads<UUID, Tenant> known;

    public Tenants(JdbcClient jdbc, KeyWrapper keys, Duration timeToLive, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.known = new CachedReads<>(timeToLive, clock);
    }

    /**
     * Empty when there is no such tenant.
     *
     * @throws TenantUnusableException when there is, and his plan or key cannot be used
     */
    public Optional<Tenant> find(UUID id) {
        return known.get(id, this::read);
    }

    private Optional<Tenant> read(UUID id) {
        return jdbc.sql(FIND).param(Ids.bytes(id)).query((row, _) -> tenant(id, row)).optional();
    }

    private Tenant tenant(UUID id, ResultSet row) throws SQLException {
        Plan plan =
                Plan.find(row.getString("plan"))
                        .orElseThrow(() -> new TenantUnusableException(id, "unknown plan"));
        byte[] wrapped = row.getBytes("wrapped_key");
        if (wrapped == null) {
            throw new TenantUnusableException(id, "no recipient key");
        }
        return new Tenant(
                id,
                plan,
                hasher(id, row.getInt("version"), wrapped),
                row.getBoolean("clear_addresses"));
    }

    private RecipientHasher hasher(UUID id, int version, byte[] wrapped) {
        try {
            return new RecipientHasher(
                    TenantKey.unwrap(keys, id, KeyPurpose.RECIPIENT, version, wrapped));
        } catch (SecretUnreadableException e) {
            throw new TenantUnusableException(
                    id, "the recipient key does not open under spillway.secrets.wrapping-key");
        }
    }
}
