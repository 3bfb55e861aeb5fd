package dev.spillway.app.source;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.secret.Sealed;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes to the bound tenant's sources. Credentials are written here and cannot be read here. */
@Repository
class SourceChanges {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String LOCK =
            "SELECT name, provider, mode, status, settings FROM app_source"
                    + " WHERE tenant_id = ? AND id = ? FOR UPDATE";

    private static final String CHANGE =
            "UPDATE app_source SET name = ?, mode = ?, status = ?, settings = ?, updated_at = ?"
                    + " WHERE tenant_id = ? AND id = ?";

    private static final String GIVE_CREDENTIALS =
            "UPDATE app_source_credentials SET credentials = ?, key_version = ?"
                    + " WHERE tenant_id = ? AND id = ?";

    private final TenantDatabase database;
    private final JsonMapper json;

    SourceChanges(TenantDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A source, which nobody else changes until the transaction ends. */
    Optional<StoredSource> lock(UUID id) {
        return database.sql(LOCK)
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .query(Row.mapper(this::stored))
                .optional();
    }

    private StoredSource stored(Row row) throws SQLException {
        return new StoredSource(
                row.text("name"),
                row.text("provider"),
                row.text("mode"),
                row.text("status"),
                json.readValue(row.text("settings"), TEXTS));
    }

    void change(UUID id, StoredSource changed, Instant now) {
        database.sql(CHANGE)
                .param(changed.name())
                .param(changed.mode())
                .param(changed.status())
                .param(json.writeValueAsString(changed.settings()))
                .param(Row.time(now))
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .update();
    }

    void giveCredentials(UUID id, Sealed credentials) {
        database.sql(GIVE_CREDENTIALS)
                .param(credentials.bytes())
                .param(credentials.keyVersion())
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(id))
                .update();
    }
}
