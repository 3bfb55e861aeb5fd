package dev.spillway.app.secret;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Seals secrets under the bound tenant's newest data key. */
@Component
public class Sealer {

    private static final String KEY =
            "SELECT version, wrapped_key FROM app_data_key ORDER BY version DESC LIMIT 1";

    private final TenantDatabase database;
    private final KeyWrapper wrapper;

    Sealer(TenantDatabase database, KeyWrapper wrapper) {
        this.database = database;
        this.wrapper = wrapper;
    }

    /**
     * Seals them.
     *
     * @param row id of the row that will hold them
     * @param secrets by name, in clear
     */
    public Sealed seal(UUID row, Map<String, String> secrets) {
        TenantKey key = key();
        return new Sealed(key.version(), CredentialCipher.seal(key, row, secrets));
    }

    private TenantKey key() {
        UUID tenantId = TenantContext.required();
        return database.sql(KEY).query(Row.mapper(row -> key(tenantId, row))).single();
    }

    private TenantKey key(UUID tenantId, Row row) throws SQLException {
        return TenantKey.unwrap(
                wrapper,
                tenantId,
                KeyPurpose.DATA,
                (int) row.number("version"),
                row.bytes("wrapped_key"));
    }
}
