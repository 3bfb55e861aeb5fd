package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The events that carry his hash, all their columns. */
final class EventTestimony implements Testimony {

    private static final String COLUMNS =
            "SELECT id, webhook_id, source_id, provider, channel, type, occurred_at, received_at,"
                    + " recipient_hash, recipient_masked, message_id, campaign, tags, url, user_agent,"
                    + " machine, reject_reason, description, amount, currency, provider_event_id"
                    + " FROM event WHERE tenant_id = ? AND webhook_id = ? AND recipient_hash IN (";

    private final Rows rows;

    EventTestimony(Rows rows) {
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "event";
    }

    /** Ids of the webhooks that they came with. */
    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(subject.tenantId())));
        values.addAll(subject.hashes());
        values.add(UtcTime.column(subject.before()));
        values.add(Ids.bytes(after));
        values.add(most);
        return rows.jdbc()
                .query(
                        ("SELECT DISTINCT webhook_id FROM event"
                                        + " WHERE tenant_id = ? AND recipient_hash IN (%s) AND received_at < ?"
                                        + " AND webhook_id > ? ORDER BY webhook_id LIMIT ?")
                                .formatted(subject.marks()),
                        (row, _) -> Ids.uuid(row.getBytes("webhook_id")),
                        values.toArray());
    }

    @Override
    public Page read(Subject subject, List<UUID> webhooks) {
        Page page = new Page();
        for (Iterator<UUID> each = webhooks.iterator(); each.hasNext() && !page.isFull(); ) {
            page.read(events(subject, each.next()));
        }
        return page;
    }

    private List<Map<String, Object>> events(Subject subject, UUID webhook) {
        List<Object> values = new ArrayList<>();
        values.add(Ids.bytes(subject.tenantId()));
        values.add(Ids.bytes(webhook));
        values.addAll(subject.hashes());
        return rows
                .jdbc()
                .queryForList(COLUMNS + subject.marks() + ") ORDER BY ordinal", values.toArray())
                .stream()
                .map(EventTestimony::line)
                .toList();
    }

    private static Map<String, Object> line(Map<String, Object> row) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "event");
        row.forEach((column, value) -> {
            if (value != null) {
                line.put(column, readable(value));
            }
        });
        return line;
    }

    private static Object readable(Object value) {
        return switch (value) {
            case byte[] id when id.length == 16 -> Ids.uuid(id).toString();
            case byte[] hash -> HexFormat.of().formatHex(hash);
            case LocalDateTime time -> UtcTime.instant(time).toString();
            default -> value;
        };
    }
}
