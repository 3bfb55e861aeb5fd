package dev.spillway.app.alert;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The bound tenant's rules: a row for each that he set. */
@Repository
class AlertRules {

    private static final String FIND =
            "SELECT enabled, threshold, minimum, window_minutes, hold_minutes FROM app_alert_rule"
                    + " WHERE kind = ?";

    private static final String SET =
            """
            INSERT INTO app_alert_rule (tenant_id, kind, enabled, threshold, minimum, window_minutes, hold_minutes, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE enabled = VALUES(enabled), threshold = VALUES(threshold),
                minimum = VALUES(minimum), window_minutes = VALUES(window_minutes),
                hold_minutes = VALUES(hold_minutes), updated_at = VALUES(updated_at)
            """;

    private final TenantDatabase database;
    private final AuditLog audit;
    private final Clock clock;

    AlertRules(TenantDatabase database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    List<RuleView> list() {
        return AlertKind.ofTenants().stream().map(this::view).toList();
    }

    RuleView view(AlertKind kind) {
        Optional<AlertRule> own = own(kind);
        return RuleView.of(kind, own.orElse(kind.standard()), own.isPresent());
    }

    private Optional<AlertRule> own(AlertKind kind) {
        return database.sql(FIND).param(kind.code()).query(Row.mapper(AlertRules::rule)).optional();
    }

    private static AlertRule rule(Row row) throws SQLException {
        return new AlertRule(
                row.truth("enabled"),
                row.real("threshold"),
                row.number("minimum"),
                Duration.ofMinutes(row.number("window_minutes")),
                Duration.ofMinutes(row.number("hold_minutes")));
    }

    @Transactional
    void change(AlertKind kind, RuleChange change) {
        AlertRule rule = change.applyTo(kind, own(kind).orElse(kind.standard()));
        database.sql(SET)
                .param(Ids.bytes(TenantContext.required()))
                .param(kind.code())
                .param(rule.enabled())
                .param(rule.threshold())
                .param(rule.minimum())
                .param(rule.window().toMinutes())
                .param(rule.hold().toMinutes())
                .param(Row.time(clock.instant()))
                .update();
        audit.record(
                "alert_rule.changed",
                kind.code(),
                Map.of(
                        "enabled", rule.enabled(),
                        "threshold", rule.threshold(),
                        "minimum", rule.minimum(),
                        "windowMinutes", rule.window().toMinutes(),
                        "holdMinutes", rule.hold().toMinutes()));
    }

    /** Back to the standard. */
    @Transactional
    void reset(AlertKind kind) {
        int gone =
                database.sql("DELETE FROM app_alert_rule WHERE tenant_id = ? AND kind = ?")
                        .param(Ids.bytes(TenantContext.required()))
                        .param(kind.code())
                        .update();
        if (gone > 0) {
            audit.record("alert_rule.reset", kind.code(), Map.of());
        }
    }
}
