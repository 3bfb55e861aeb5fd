package dev.spillway.app.alert;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertMeasure;
import dev.spillway.platform.alert.AlertScope;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The bound tenant's alerts, as the worker leaves them. */
@Repository
class Alerts {

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COLUMNS =
            "SELECT id, kind, scope_id, status, value, basis, threshold, breached_at, fired_at,"
                    + " resolved_at, resolution FROM app_alert ";

    /** Every filter in one statement: an absent one compares null with null. */
    private static final String LIST =
            COLUMNS
                    + """
                    WHERE id < :before AND (:status IS NULL OR status = :status)
                      AND (:kind IS NULL OR kind = :kind) AND (:source IS NULL OR scope_id = :source)
                    ORDER BY id DESC LIMIT :rows
                    """;

    private final TenantDatabase database;

    Alerts(TenantDatabase database) {
        this.database = database;
    }

    /** Those that began last first. */
    Listing<Alert> list(AlertFilter filter, Paging paging) {
        UUID before = paging.after(2).map(cursor -> cursor.id(0)).orElse(NEWEST);
        List<Alert> rows =
                database.sql(LIST)
                        .param("before", Ids.bytes(before))
                        .param("status", filter.statusCode())
                        .param("kind", filter.kind())
                        .param("source", bytesOrNull(filter.source()))
                        .param("rows", paging.rows())
                        .query(Row.mapper(Alerts::alert))
                        .list();
        return paging.page(rows, alert -> Cursor.of(alert.id()));
    }

    private static byte @Nullable [] bytesOrNull(@Nullable UUID id) {
        return id == null ? null : Ids.bytes(id);
    }

    Optional<Alert> find(UUID id) {
        return database.sql(COLUMNS + "WHERE id = ?")
                .param(Ids.bytes(id))
                .query(Row.mapper(Alerts::alert))
                .optional();
    }

    private static Alert alert(Row row) throws SQLException {
        String code = row.text("kind");
        Optional<AlertKind> kind = AlertKind.find(code);
        UUID scope = row.id("scope_id");
        boolean ofSource = scope.getMostSignificantBits() != 0;
        return new Alert(
                row.id("id"),
                code,
                (ofSource ? AlertScope.SOURCE : AlertScope.TENANT).code(),
                ofSource ? scope : null,
                row.text("status"),
                // A kind of a newer worker's: a number at least.
                kind.map(AlertKind::measure).orElse(AlertMeasure.COUNT).code(),
                row.real("value"),
                row.number("basis"),
                row.real("threshold"),
                row.instant("breached_at"),
                row.instant("fired_at"),
                row.instantOrNull("resolved_at"),
                row.textOrNull("resolution"));
    }
}
