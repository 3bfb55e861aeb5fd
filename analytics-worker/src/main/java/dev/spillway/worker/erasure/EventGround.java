package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * His own events, by the hash that they carry. What is counted of them stays: type, time, campaign,
 * amount. What says who he was goes, and with the hash they leave the ground: so a step takes
 * whichever come first, wherever the last one ended.
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
    public String kind() {
        return "event";
    }

    /** Each by the id of the webhook that it came with. */
    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return keys(subject, most).stream().map(Key::webhookId).toList();
    }

    @Override
    public Look look(Subject subject, List<UUID> webhooks) {
        List<Key> found = keys(subject, webhooks.size());
        return new Look(webhooks, () -> clear(subject, found));
    }

    private List<Key> keys(Subject subject, int most) {
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(subject.tenantId())));
        values.addAll(subject.hashes());
        values.add(UtcTime.column(subject.before()));
        values.add(most);
        return rows.jdbc()
                .query(
                        ("SELECT webhook_id, ordinal, expires_on FROM event"
                                        + " WHERE tenant_id = ? AND recipient_hash IN (%s) AND received_at < ? LIMIT ?")
                                .formatted(subject.marks()),
                        (row, _) -> key(row),
                        values.toArray());
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
        return Outcome.of(found.size());
    }
}
