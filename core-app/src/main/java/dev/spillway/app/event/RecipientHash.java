package dev.spillway.app.event;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Turns a recipient into the hashes under which his events are found. */
@Component
public class RecipientHash {

    private static final int BYTES = 32;

    private final TenantDatabase database;
    private final KeyWrapper wrapper;

    RecipientHash(TenantDatabase database, KeyWrapper wrapper) {
        this.database = database;
        this.wrapper = wrapper;
    }

    /**
     * All hashes under which he may be kept, one for each way to write his address, under the bound
     * tenant's key, which never rotates.
     */
    public List<byte[]> all(String recipient) {
        return new RecipientHasher(key()).hashes(recipient);
    }

    /** The bound tenant's recipient key, which also seals what is exported of people. */
    public TenantKey key() {
        UUID tenantId = TenantContext.required();
        return database.sql("SELECT version, wrapped_key FROM app_recipient_key WHERE version = 1")
                .query(Row.mapper(row -> key(tenantId, row)))
                .single();
    }

    private TenantKey key(UUID tenantId, Row row) throws SQLException {
        return TenantKey.unwrap(
                wrapper,
                tenantId,
                KeyPurpose.RECIPIENT,
                (int) row.number("version"),
                row.bytes("wrapped_key"));
    }

    /** A hash as answers show it. */
    static byte[] parse(String hex) {
        try {
            byte[] hash = HexFormat.of().parseHex(hex);
            if (hash.length == BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: not hexadecimal, perhaps an address, which must not stand in a URL.
        }
        throw ProblemException.invalid(
                "recipient",
                "must be a recipient's hash; search an address by POST /api/v1/events/search");
    }
}
