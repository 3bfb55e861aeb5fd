package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code delivery}: what a destination has still to be told. Thread-safe. */
final class DeliveryRows {

    /** To an address that nobody has confirmed goes the question and nothing else. */
    private static final String NEXT =
            """
            SELECT w.message_id, w.test, w.confirmation, w.attempts, o.payload
            FROM delivery w
            JOIN destination d ON d.tenant_id = w.tenant_id AND d.id = w.destination_id
            LEFT JOIN outbox o ON o.tenant_id = w.tenant_id AND o.id = w.message_id
            WHERE w.tenant_id = ? AND w.destination_id = ? AND w.status = 'waiting'
              AND (w.next_at IS NULL OR w.next_at <= UTC_TIMESTAMP(3))
              AND (w.confirmation OR d.kind = 'https' OR d.confirmed_at IS NOT NULL)
            ORDER BY w.message_id LIMIT ?
            """;

    private static final String DELIVERED =
            """
            UPDATE delivery
            SET status = 'delivered', attempts = attempts + 1, error = NULL, finished_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = ? AND destination_id = ? AND message_id = ? AND status = 'waiting'
            """;

    private static final String FAILED =
            """
            UPDATE delivery
            SET attempts = attempts + 1, error = ?, next_at = UTC_TIMESTAMP(3) + INTERVAL ? * 1000 MICROSECOND
            WHERE tenant_id = ? AND destination_id = ? AND message_id = ? AND status = 'waiting'
            """;

    private static final String REFUSED =
            """
            UPDATE delivery
            SET status = 'given_up', attempts = attempts + 1, error = ?, finished_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = ? AND destination_id = ? AND message_id = ? AND status = 'waiting'
            """;

    private static final String WAKE =
            """
            UPDATE delivery SET next_at = NULL
            WHERE tenant_id = ? AND destination_id = ? AND status = 'waiting'
            """;

    private static final String GIVE_UP =
            """
            UPDATE delivery
            SET status = 'given_up', error = COALESCE(error, ?), finished_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = ? AND destination_id = ? AND status = 'waiting'
              AND created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND
              AND (attempts > 0 OR EXISTS (
                  SELECT 1 FROM destination d
                  WHERE d.tenant_id = delivery.tenant_id AND d.id = delivery.destination_id
                    AND (d.failures > 0 OR NOT d.enabled)))
            LIMIT 1000
            """;

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A message to be sent.
     *
     * @param payload null of a test, of a confirmation, and of what is no longer in the outbox
     */
    record Waiting(
            UUID id, boolean test, boolean confirmation, int attempts, @Nullable String payload) {}

    /** The oldest first. */
    List<Waiting> next(Destination destination, int most) {
        return jdbc.sql(NEXT)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(destination.id()), most)
                .query((row, _) ->
                        new Waiting(
                                Ids.uuid(row.getBytes("message_id")),
                                row.getBoolean("test"),
                                row.getBoolean("confirmation"),
                                row.getInt("attempts"),
                                row.getString("payload")))
                .list();
    }

    void delivered(Destination destination, Waiting message) {
        jdbc.sql(DELIVERED)
                .params(
                        Ids.bytes(destination.tenantId()),
                        Ids.bytes(destination.id()),
                        Ids.bytes(message.id()))
                .update();
    }

    void failed(Destination destination, Waiting message, String error, Duration pause) {
        jdbc.sql(FAILED)
                .params(
                        error,
                        pause.toMillis(),
                        Ids.bytes(destination.tenantId()),
                        Ids.bytes(destination.id()),
                        Ids.bytes(message.id()))
                .update();
    }

    /** Is not tried again. */
    void refused(Destination destination, Waiting message, String error) {
        jdbc.sql(REFUSED)
                .params(
                        error,
                        Ids.bytes(destination.tenantId()),
                        Ids.bytes(destination.id()),
                        Ids.bytes(message.id()))
                .update();
    }

    /** Has all that waits tried at once: what refused it may take it now. */
    void wake(Destination destination) {
        jdbc.sql(WAKE)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(destination.id()))
                .update();
    }

    /**
     * Gives up what has waited for too long, whether it was tried or not; but nothing that waits
     * only because so much is told before it.
     *
     * @param reason of those that were not
     */
    int giveUp(Destination destination, Duration after, String reason) {
        return jdbc.sql(GIVE_UP)
                .params(
                        reason,
                        Ids.bytes(destination.tenantId()),
                        Ids.bytes(destination.id()),
                        after.toSeconds())
                .update();
    }
}
