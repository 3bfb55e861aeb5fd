package dev.spillway.app.alert;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How the bound tenant wants to be told. */
@Repository
class NotificationSettings {

    private static final String SET =
            """
            INSERT INTO app_notification_setting (tenant_id, clear_addresses, updated_at) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE clear_addresses = VALUES(clear_addresses), updated_at = VALUES(updated_at)
            """;

    private final TenantDatabase database;
    private final AuditLog audit;
    private final Clock clock;

    NotificationSettings(TenantDatabase database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    boolean clearAddresses() {
        return database.sql("SELECT clear_addresses FROM app_notification_setting")
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Written down even where nothing changes: who says it again has read it again. */
    @Transactional
    void clearAddresses(boolean clear) {
        database.sql(SET)
                .param(Ids.bytes(TenantContext.required()))
                .param(clear)
                .param(Row.time(clock.instant()))
                .update();
        audit.record("notifications.changed", "", Map.of("clearAddresses", clear));
    }
}
