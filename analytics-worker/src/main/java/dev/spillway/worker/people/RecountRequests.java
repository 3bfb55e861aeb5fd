package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * {@code people_recount}: hours whose people are to be counted anew, written in the transaction
 * that takes events out of them, so that nobody forgets. Thread-safe.
 */
public final class RecountRequests {

    private static final Insert ADD =
            Insert.of("INSERT INTO people_recount (tenant_id, hour, request_id)")
                    .onDuplicateKey("request_id = VALUES(request_id)");

    private static final String SOME =
            "SELECT tenant_id, hour, request_id FROM people_recount WHERE request_id < ?"
                    + " ORDER BY request_id LIMIT ?";

    private static final String DONE =
            "DELETE FROM people_recount WHERE tenant_id = ? AND hour = ? AND request_id = ?";

    private final Rows rows;

    public RecountRequests(Rows rows) {
        this.rows = rows;
    }

    /**
     * Asks, inside the caller's transaction.
     *
     * @param times moments of the hours, in event time
     */
    public void add(UUID tenantId, Collection<Instant> times) {
        TreeSet<Instant> hours = new TreeSet<>();
        times.forEach(time -> hours.add(time.truncatedTo(ChronoUnit.HOURS)));
        rows.insert(
                ADD,
                hours,
                hour ->
                        new Object[] {
                            Ids.bytes(tenantId), UtcTime.column(hour), Ids.bytes(Ids.next())
                        });
    }

    record Request(UUID tenantId, Instant hour, UUID id) {}

    /** Those that wait longest, of those that were made before an id of that time. */
    List<Request> before(UUID id, int most) {
        return rows.jdbc()
                .query(
                        SOME,
                        (row, _) ->
                                new Request(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        UtcTime.instant(row.getObject("hour", LocalDateTime.class)),
                                        Ids.uuid(row.getBytes("request_id"))),
                        Ids.bytes(id),
                        most);
    }

    /** Unless it was asked for once more meanwhile. */
    void done(Request request) {
        rows.jdbc()
                .update(
                        DONE,
                        Ids.bytes(request.tenantId()),
                        UtcTime.column(request.hour()),
                        Ids.bytes(request.id()));
    }
}
