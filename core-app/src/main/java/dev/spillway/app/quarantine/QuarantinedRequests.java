package dev.spillway.app.quarantine;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.QuarantineSelection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The bound tenant's refused requests. */
@Repository
class QuarantinedRequests {

    private static final UUID NEWEST = new UUID(-1, -1);

    /** Every filter in one statement: an absent one compares null with null. */
    private static final String FILTER =
            """
            WHERE status = :status AND expires_at > :now AND id < :before AND id >= :from
              AND (:source IS NULL OR source_id = :source) AND (:reason IS NULL OR reason = :reason)
            """;

    private static final String COLUMNS =
            "SELECT id, source_id, status, reason, method, size_bytes, received_at, changed_at,"
                    + " expires_at FROM app_quarantine ";

    private static final String LIST = COLUMNS + FILTER + "ORDER BY id DESC LIMIT :rows";

    private static final String ONE = COLUMNS + "WHERE id = :id AND expires_at > :now";

    private static final String COUNT = "SELECT reason, COUNT(*) AS requests FROM app_quarantine ";

    private static final String BY_REASON = "GROUP BY reason ORDER BY requests DESC, reason";

    private static final String NAMED =
            "WHERE status = 'held' AND expires_at > :now AND id IN (:ids) ";

    private final TenantDatabase database;
    private final Clock clock;

    QuarantinedRequests(TenantDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those that came last first; time is a range of ids, hence of the key. */
    Listing<QuarantinedRequest> list(Filter filter, Paging paging) {
        UUID end = filter.to() == null ? NEWEST : Ids.firstAt(filter.to());
        UUID before = paging.after(2).map(cursor -> earlier(cursor.id(0), end)).orElse(end);
        List<QuarantinedRequest> rows =
                filtered(
                                LIST,
                                filter.statusOrHeld(),
                                before,
                                filter.from(),
                                filter.source(),
                                filter.reason())
                        .param("rows", paging.rows())
                        .query(Row.mapper(QuarantinedRequests::request))
                        .list();
        return paging.page(rows, request -> Cursor.of(request.id()));
    }

    /** Whatever its status, unless it has expired. */
    Optional<QuarantinedRequest> find(UUID id) {
        return database.sql(ONE)
                .param("id", Ids.bytes(id))
                .param("now", Row.time(clock.instant()))
                .query(Row.mapper(QuarantinedRequests::request))
                .optional();
    }

    /** How many of the selected are held, by the reasons they were refused for. */
    Map<String, Long> count(QuarantineSelection selection) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counting(selection)
                .query(Row.mapper(row -> Map.entry(row.text("reason"), row.number("requests"))))
                .list()
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private JdbcClient.StatementSpec counting(QuarantineSelection selection) {
        List<UUID> ids = selection.ids();
        return ids == null
                ? filtered(
                        COUNT + FILTER + BY_REASON,
                        Status.HELD,
                        Ids.firstAt(selection.to()),
                        selection.from(),
                        selection.source(),
                        selection.reason())
                : database.sql(COUNT + NAMED + BY_REASON)
                        .param("now", Row.time(clock.instant()))
                        .param("ids", ids.stream().map(Ids::bytes).toList());
    }

    private JdbcClient.StatementSpec filtered(
            String sql,
            Status status,
            UUID before,
            @Nullable Instant from,
            @Nullable UUID source,
            @Nullable String reason) {
        return database.sql(sql)
                .param("status", status.code())
                .param("now", Row.time(clock.instant()))
                .param("before", Ids.bytes(before))
                .param("from", Ids.bytes(Ids.firstAt(from == null ? Instant.EPOCH : from)))
                .param("source", source == null ? null : Ids.bytes(source))
                .param("reason", reason);
    }

    private static UUID earlier(UUID a, UUID b) {
        return Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()) <= 0
                ? a
                : b;
    }

    private static QuarantinedRequest request(Row row) throws SQLException {
        return new QuarantinedRequest(
                row.id("id"),
                row.id("source_id"),
                Status.of(row.text("status")),
                row.text("reason"),
                row.text("method"),
                row.number("size_bytes"),
                row.instant("received_at"),
                row.instant("changed_at"),
                row.instant("expires_at"));
    }
}
