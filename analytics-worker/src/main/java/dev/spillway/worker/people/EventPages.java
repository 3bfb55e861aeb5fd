package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that are stored of an hour, a page at a time, each page a statement of its own. */
final class EventPages {

    /** The first condition alone is what the index can use; the others settle ties. */
    private static final String PAGE =
            "SELECT occurred_at, webhook_id, ordinal, source_id, campaign_id, type, machine,"
                    + " recipient_hash, test FROM event WHERE tenant_id = ? AND occurred_at >= ?"
                    + " AND occurred_at < ? AND (occurred_at > ? OR webhook_id > ?"
                    + " OR (webhook_id = ? AND ordinal > ?))"
                    + " ORDER BY occurred_at, webhook_id, ordinal LIMIT ?";

    private final JdbcTemplate jdbc;
    private final int size;

    EventPages(JdbcTemplate jdbc, int size) {
        this.jdbc = jdbc;
        this.size = size;
    }

    /** The page after a place; empty after the last. */
    List<Event> after(UUID tenantId, Place place, Instant hour) {
        return jdbc.query(
                PAGE,
                Event::of,
                Ids.bytes(tenantId),
                UtcTime.column(place.occurredAt()),
                UtcTime.column(hour.plus(Duration.ofHours(1))),
                UtcTime.column(place.occurredAt()),
                Ids.bytes(place.webhookId()),
                Ids.bytes(place.webhookId()),
                place.ordinal(),
                size);
    }

    /** A place in the order of events. */
    record Place(Instant occurredAt, UUID webhookId, int ordinal) {
        static Place before(Instant hour) {
            return new Place(hour, new UUID(0, 0), -1);
        }
    }

    /**
     * An event.
     *
     * @param campaignId null where it names none
     * @param test whether Spillway sent its webhook itself, which may be gone before it
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    record Event(
            Place place,
            UUID sourceId,
            @Nullable UUID campaignId,
            String type,
            boolean machine,
            byte @Nullable [] recipientHash,
            boolean test) {

        private static Event of(ResultSet row, int number) throws SQLException {
            byte[] campaign = row.getBytes("campaign_id");
            return new Event(
                    new Place(
                            UtcTime.instant(row.getObject("occurred_at", LocalDateTime.class)),
                            Ids.uuid(row.getBytes("webhook_id")),
                            row.getInt("ordinal")),
                    Ids.uuid(row.getBytes("source_id")),
                    campaign == null ? null : Ids.uuid(campaign),
                    row.getString("type"),
                    row.getBoolean("machine"),
                    row.getBytes("recipient_hash"),
                    row.getBoolean("test"));
        }
    }
}
