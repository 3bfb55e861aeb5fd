package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code alert}, inside the caller's transaction. Thread-safe. */
final class AlertRows {

    private static final String OPEN =
            """
            SELECT id, kind, scope_id, value, basis, threshold, breached_at, fired_at, cleared_at
            FROM alert WHERE tenant_id = ? AND status IN ('pending', 'firing') FOR UPDATE
            """;

    private static final String ADD =
            """
            INSERT INTO alert (value, basis, threshold, fired_at, cleared_at, status, seen_at,
                               kind, scope_id, breached_at, tenant_id, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String CHANGE =
            """
            UPDATE alert SET value = ?, basis = ?, threshold = ?, fired_at = ?, cleared_at = ?,
                             status = ?, seen_at = ?
            WHERE tenant_id = ? AND id = ?
            """;

    private static final String RESOLVE =
            """
            UPDATE alert SET status = 'resolved', resolution = ?, resolved_at = ?
            WHERE tenant_id = ? AND id = ? AND status = 'firing'
            """;

    private static final String DROP =
            "DELETE FROM alert WHERE tenant_id = ? AND id = ? AND status = 'pending'";

    private final JdbcClient jdbc;

    AlertRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is open, locked. A kind that this version does not know is left to a newer one. */
    Map<Reading.Key, OpenAlert> open(UUID tenantId) {
        Map<Reading.Key, OpenAlert> open = new HashMap<>();
        jdbc.sql(OPEN)
                .param(Ids.bytes(tenantId))
                .query(row -> {
                    AlertKind kind = AlertKind.find(row.getString("kind")).orElse(null);
                    if (kind != null) {
                        OpenAlert alert = alert(tenantId, kind, row);
                        open.put(alert.key(), alert);
                    }
                });
        return open;
    }

    private static OpenAlert alert(UUID tenantId, AlertKind kind, ResultSet row)
            throws SQLException {
        return new OpenAlert(
                tenantId,
                Ids.uuid(row.getBytes("id")),
                kind,
                Ids.uuid(row.getBytes("scope_id")),
                row.getDouble("value"),
                row.getLong("basis"),
                row.getDouble("threshold"),
                UtcTime.instant(row.getObject("breached_at", LocalDateTime.class)),
                instant(row, "fired_at"),
                instant(row, "cleared_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : UtcTime.instant(time);
    }

    void apply(Step step, Instant now) {
        switch (step) {
            case Step.Opened(OpenAlert alert) -> add(alert, now);
            case Step.Kept(OpenAlert alert) -> change(alert, now);
            case Step.Fired(OpenAlert alert, boolean isNew) -> {
                if (isNew) {
                    add(alert, now);
                } else {
                    change(alert, now);
                }
            }
            case Step.Resolved(OpenAlert alert, Resolution resolution) ->
                    resolve(alert, resolution, now);
            case Step.Dropped(OpenAlert alert) -> drop(alert);
        }
    }

    private void add(OpenAlert alert, Instant now) {
        seen(ADD, alert, now)
                .param(alert.kind().code())
                .param(Ids.bytes(alert.scopeId()))
                .param(UtcTime.column(alert.breachedAt()))
                .param(Ids.bytes(alert.tenantId()))
                .param(Ids.bytes(alert.id()))
                .update();
    }

    private void change(OpenAlert alert, Instant now) {
        seen(CHANGE, alert, now)
                .param(Ids.bytes(alert.tenantId()))
                .param(Ids.bytes(alert.id()))
                .update();
    }

    /** What changes from look to look, in the order in which both statements have it. */
    private JdbcClient.StatementSpec seen(String sql, OpenAlert alert, Instant now) {
        return jdbc.sql(sql)
                .param(alert.value())
                .param(alert.basis())
                .param(alert.threshold())
                .param(column(alert.firedAt()))
                .param(column(alert.clearedAt()))
                .param(alert.isFiring() ? "firing" : "pending")
                .param(UtcTime.column(now));
    }

    private static @Nullable LocalDateTime column(@Nullable Instant time) {
        return time == null ? null : UtcTime.column(time);
    }

    private void resolve(OpenAlert alert, Resolution resolution, Instant now) {
        jdbc.sql(RESOLVE)
                .param(resolution.code())
                .param(UtcTime.column(now))
                .param(Ids.bytes(alert.tenantId()))
                .param(Ids.bytes(alert.id()))
                .update();
    }

    private void drop(OpenAlert alert) {
        jdbc.sql(DROP).params(Ids.bytes(alert.tenantId()), Ids.bytes(alert.id())).update();
    }
}
