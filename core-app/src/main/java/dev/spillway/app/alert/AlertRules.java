package dev.spillway.app.alert;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The bound tenant's rules: a row for each that he set. */
@Repository
class AlertRules {

    private static final String FIND =
            "SELECT enabled, threshold, minimum, window_minutes, hold_minutes, updated_at"
                    + " FROM app_alert_rule WHERE tenant_id = ? AND kind = ?";

    /** Where there is one it is only locked. */
    private static final String ADD =
            """
            INSERT INTO app_alert_rule (enabled, threshold, minimum, window_minutes, hold_minutes, updated_at, tenant_id, kind)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE kind = VALUES(kind)
            """;

    private static final String CHANGE =
            """
            UPDATE app_alert_rule SET enabled = ?, threshold = ?, minimum = ?, window_minutes = ?, hold_minutes = ?, updated_at = ?
            WHERE tenant_id = ? AND kind = ?
            """;

    /** The version of a rule that the tenant did not set. */
    private static final long STANDARD = 0;

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
        return own(kind)
                .map(own -> RuleView.of(kind, own.rule(), true, own.version()))
                .orElseGet(() -> RuleView.of(kind, kind.standard(), false, STANDARD));
    }

    private Optional<Own> own(AlertKind kind) {
        return database.sql(FIND)
                .param(Ids.bytes(TenantContext.required()))
                .param(kind.code())
                .query(Row.mapper(AlertRules::rule))
                .optional();
    }

    private static Own rule(Row row) throws SQLException {
        AlertRule rule =
                new AlertRule(
                        row.truth("enabled"),
                        row.real("threshold"),
                        row.number("minimum"),
                        Duration.ofMinutes(row.number("window_minutes")),
                        Duration.ofMinutes(row.number("hold_minutes")));
        return new Own(rule, row.instant("updated_at").toEpochMilli());
    }

    @Transactional
    void change(AlertKind kind, RuleChange change) {
        Own before = locked(kind);
        if (change.version() != null && change.version() != before.version()) {
            throw new ProblemException(ErrorCode.CHANGED_MEANWHILE);
        }
        AlertRule rule = change.applyTo(kind, before.rule());
        write(CHANGE, kind, rule, Math.max(clock.millis(), before.version() + 1));
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

    /**
     * A rule that nobody else changes until the transaction ends. There has to be a row to be
     * locked: where there is none, the standard is written, as the version that stands for it.
     */
    private Own locked(AlertKind kind) {
        write(ADD, kind, kind.standard(), STANDARD);
        return own(kind).orElseThrow();
    }

    private void write(String sql, AlertKind kind, AlertRule rule, long version) {
        database.sql(sql)
                .param(rule.enabled())
                .param(rule.threshold())
                .param(rule.minimum())
                .param(rule.window().toMinutes())
                .param(rule.hold().toMinutes())
                .param(Row.time(Instant.ofEpochMilli(version)))
                .param(Ids.bytes(TenantContext.required()))
                .param(kind.code())
                .update();
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

    /**
     * A rule that the tenant set.
     *
     * @param version milliseconds at which he did; later with each change, also within one
     */
    private record Own(AlertRule rule, long version) {}
}
