package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * His own events, by the hash that they carry. What is counted of them stays: type, time, campaign,
 * amount. What says who he was goes, and with the hash they leave the ground.
 */
final class EventGround implements Ground {

    private static final String CLEAR =
            "UPDATE event SET recipient_hash = NULL, recipient_masked = NULL, message_id = NULL,"
                    + " tags = NULL, url = NULL, user_agent = NULL, description = NULL,"
                    + " provider_event_id = NULL"
                    + " WHERE tenant_id = ? AND webhook_id = ? AND ordinal = ? AND expires_on = ?";

    private final Rows rows;

    EventGround(Rows rows) {
        this.rows = rows;
    }

    private record Key(UUID webhookId, int ordinal, LocalDate expiresOn) {}

    @Override
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        List<Object> values = new ArrayList<>();
        values.add(Ids.bytes(subject.tenantId()));
        values.addAll(subject.hashes());
        values.add(UtcTime.column(subject.before()));
        values.add(most);
        List<Key> found =
                rows.jdbc()
                        .query(
                                "SELECT webhook_id, ordinal, expires_on FROM event"
                                        + " WHERE tenant_id = ? AND recipient_hash IN ("
                                        + subject.marks()
                                        + ") AND received_at < ? LIMIT ?",
                                (row, _) -> key(row),
                                values.toArray());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Slice(after, found.size(), () -> clear(subject, found)));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                Ids.uuid(row.getBytes("webhook_id")),
                row.getInt("ordinal"),
                row.getObject("expires_on", LocalDate.class));
    }

    private Outcome clear(Subject subject, List<Key> found) {
        rows.write(
                CLEAR,
                found,
                key ->
                        new Object[] {
                            Ids.bytes(subject.tenantId()),
                            Ids.bytes(key.webhookId),
                            key.ordinal,
                            key.expiresOn
                        });
        return new Outcome(found.size(), 0);
    }
}
