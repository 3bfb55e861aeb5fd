package dev.spillway.worker.dispatch;

import dev.spillway.platform.destination.EmailAddress;
import dev.spillway.platform.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code destination}: whose turn it is, by the database's clock. A lease outlives no turn by much;
 * of a worker that dies it is over by itself. Thread-safe.
 */
final class DestinationRows {

    /**
     * The one that has waited longest first, so that a tenant with much to hear gets no more turns.
     */
    private static final String DUE =
            """
            SELECT d.tenant_id, d.id, d.url, d.email, d.failures
            FROM destination d
            WHERE d.enabled AND d.answers = ? AND (d.next_at IS NULL OR d.next_at <= UTC_TIMESTAMP(3))
              AND (d.lease_until IS NULL OR d.lease_until <= UTC_TIMESTAMP(3))
              AND EXISTS (SELECT 1 FROM delivery w
                          WHERE w.tenant_id = d.tenant_id AND w.destination_id = d.id AND w.status = 'waiting'
                            AND (w.confirmation OR d.kind = 'https' OR d.confirmed_at IS NOT NULL)
                            AND (w.next_at IS NULL OR w.next_at <= UTC_TIMESTAMP(3)))
            ORDER BY d.lease_until, d.tenant_id, d.id LIMIT ?
            """;

    private static final String TAKE =
            """
            UPDATE destination
            SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
            WHERE tenant_id = ? AND id = ?
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(3))
            """;

    private static final String GIVE =
            """
            UPDATE destination
            SET lease_owner = NULL, lease_until = UTC_TIMESTAMP(3), failures = ?, answers = ?, last_error = ?,
                next_at = UTC_TIMESTAMP(3) + INTERVAL ? * 1000 MICROSECOND
            WHERE tenant_id = ? AND id = ? AND lease_owner = ?
            """;

    private final JdbcClient jdbc;
    private final UUID worker;
    private final Duration lease;

    DestinationRows(JdbcClient jdbc, UUID worker, Duration lease) {
        this.jdbc = jdbc;
        this.worker = worker;
        this.lease = lease;
    }

    /**
     * Whose turn it is.
     *
     * @param answers those that took what was sent last, or those that did not and those that have
     *     still to show it
     */
    List<Destination> due(boolean answers, int most) {
        return jdbc.sql(DUE)
                .params(answers, most)
                .query((row, _) ->
                        new Destination(
                                Ids.uuid(row.getBytes("tenant_id")),
                                Ids.uuid(row.getBytes("id")),
                                place(row.getString("url"), row.getString("email")),
                                row.getInt("failures")))
                .list();
    }

    private static Place place(@Nullable String url, @Nullable String email) {
        return url == null
                ? new Place.Inbox(new EmailAddress(Objects.requireNonNull(email)))
                : new Place.Web(url);
    }

    /** Whether it is this worker's turn; another may have been faster. */
    boolean take(Destination destination) {
        return jdbc.sql(TAKE)
                        .params(
                                Ids.bytes(worker),
                                lease.toSeconds(),
                                Ids.bytes(destination.tenantId()),
                                Ids.bytes(destination.id()))
                        .update()
                == 1;
    }

    /** The turn is over; how it went. */
    void give(Destination destination, Round.Result result) {
        jdbc.sql(GIVE)
                .param(result.failures())
                .param(result.failures() == 0)
                .param(result.error())
                .param(result.pause().toMillis())
                .param(Ids.bytes(destination.tenantId()))
                .param(Ids.bytes(destination.id()))
                .param(Ids.bytes(worker))
                .update();
    }
}
