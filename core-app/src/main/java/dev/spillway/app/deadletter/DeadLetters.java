package dev.spillway.app.deadletter;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The bound tenant's dead letters. */
@Repository
class DeadLetters {

    private static final String COLUMNS =
            "SELECT id, webhook_id, source_id, reason, error_class, received_at, dead_at, status,"
                    + " failed_replays, settled_at, discard_reason, job_id FROM app_dead_letter ";

    /** Every filter in one statement: an absent one compares null with null. */
    private static final String LIST =
            COLUMNS
                    + """
                    WHERE status = :status AND id < :before AND id >= :from
                      AND (:source IS NULL OR source_id = :source) AND (:reason IS NULL OR reason = :reason)
                    ORDER BY id DESC LIMIT :rows
                    """;

    private static final String COUNT =
            """
            SELECT reason, COUNT(*) AS letters FROM app_dead_letter
            WHERE status = 'dead' AND id < :before AND id >= :from
              AND (:source IS NULL OR source_id = :source) AND (:reason IS NULL OR reason = :reason)
            GROUP BY reason ORDER BY letters DESC, reason
            """;

    private static final String COUNT_NAMED =
            """
            SELECT reason, COUNT(*) AS letters FROM app_dead_letter
            WHERE status = 'dead' AND id IN (:ids)
            GROUP BY reason ORDER BY letters DESC, reason
            """;

    private static final UUID NEWEST = new UUID(-1, -1);

    private final TenantDatabase database;

    DeadLetters(TenantDatabase database) {
        this.database = database;
    }

    /** Those that died last first; time is a range of ids, hence of the key. */
    Listing<DeadLetter> list(Filter filter, Paging paging) {
        UUID end = filter.to() == null ? NEWEST : Ids.firstAt(filter.to());
        UUID before = paging.after(2).map(cursor -> earlier(cursor.id(0), end)).orElse(end);
        List<DeadLetter> rows =
                database.sql(LIST)
                        .param("status", filter.statusOrDead().code())
                        .param("before", Ids.bytes(before))
                        .param("from", Ids.bytes(Ids.firstAt(orEpoch(filter.from()))))
                        .param("source", bytesOrNull(filter.source()))
                        .param("reason", filter.reason())
                        .param("rows", paging.rows())
                        .query(Row.mapper(DeadLetters::letter))
                        .list();
        return paging.page(rows, letter -> Cursor.of(letter.id()));
    }

    Optional<DeadLetter> find(UUID id) {
        return database.sql(COLUMNS + "WHERE id = ?")
                .param(Ids.bytes(id))
                .query(Row.mapper(DeadLetters::letter))
                .optional();
    }

    /** The parcel in a letter; empty where there is no such letter, or it is of no webhook. */
    Optional<String> parcel(UUID id) {
        return database.sql(
                        "SELECT parcel FROM app_dead_letter WHERE id = ? AND webhook_id IS NOT NULL")
                .param(Ids.bytes(id))
                .query(String.class)
                .optional();
    }

    /** How many of the selected are dead, by the reasons they died of. */
    Map<String, Long> count(DeadLetterSelection selection) {
        var statement =
                selection.ids() == null
                        ? database.sql(COUNT)
                                .param("before", Ids.bytes(Ids.firstAt(selection.to())))
                                .param("from", Ids.bytes(Ids.firstAt(orEpoch(selection.from()))))
                                .param("source", bytesOrNull(selection.source()))
                                .param("reason", selection.reason())
                        : database.sql(COUNT_NAMED)
                                .param("ids", selection.ids().stream().map(Ids::bytes).toList());
        Map<String, Long> counts = new LinkedHashMap<>();
        statement
                .query(Row.mapper(row -> Map.entry(row.text("reason"), row.number("letters"))))
                .list()
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private static UUID earlier(UUID a, UUID b) {
        return Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()) <= 0
                ? a
                : b;
    }

    private static Instant orEpoch(@Nullable Instant from) {
        return from == null ? Instant.EPOCH : from;
    }

    private static byte @Nullable [] bytesOrNull(@Nullable UUID id) {
        return id == null ? null : Ids.bytes(id);
    }

    private static DeadLetter letter(Row row) throws SQLException {
        return new DeadLetter(
                row.id("id"),
                Status.of(row.text("status")),
                row.idOrNull("webhook_id"),
                row.idOrNull("source_id"),
                row.text("reason"),
                row.textOrNull("error_class"),
                row.instantOrNull("received_at"),
                row.instant("dead_at"),
                row.number("failed_replays"),
                row.instantOrNull("settled_at"),
                row.textOrNull("discard_reason"),
                row.idOrNull("job_id"));
    }
}
