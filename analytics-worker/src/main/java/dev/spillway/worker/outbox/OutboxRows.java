package dev.spillway.worker.outbox;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code outbox}, inside the caller's transaction. Thread-safe. */
public final class OutboxRows {

    private static final String INSERT =
            "INSERT INTO outbox (tenant_id, id, topic, type, payload, created_at, published_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** Each message for each destination of its tenant that takes its topic. */
    private static final String DELIVERIES =
            "INSERT INTO delivery (tenant_id, destination_id, message_id, created_at)"
                    + " SELECT o.tenant_id, d.id, o.id, UTC_TIMESTAMP(3) FROM outbox o"
                    + " JOIN destination d ON d.tenant_id = o.tenant_id"
                    + " AND (o.topic = 'alerts' AND d.alerts"
                    + " OR o.topic = 'suppressions' AND d.suppressions) WHERE ";

    /** Messages of one statement. */
    private static final int CHUNK = 200;

    private static final String PUBLISHED =
            "UPDATE outbox SET published_at = ? WHERE tenant_id = ? AND id = ?";

    private final Rows rows;
    private final boolean silent;

    public OutboxRows(Rows rows) {
        this(rows, false);
    }

    private OutboxRows(Rows rows, boolean silent) {
        this.rows = rows;
        this.silent = silent;
    }

    /** One whose messages were published once already: they are kept, and go out no more. */
    public static OutboxRows silent(Rows rows) {
        return new OutboxRows(rows, true);
    }

    /**
     * Adds what is published, and sent to where tenants want it, once the transaction is committed.
     */
    public void add(List<OutboxMessage> messages) {
        rows.write(
                INSERT,
                messages,
                message ->
                        new @Nullable Object[] {
                            Ids.bytes(message.tenantId()),
                            Ids.bytes(message.id()),
                            message.topic(),
                            message.type(),
                            message.payload(),
                            UtcTime.column(message.createdAt()),
                            silent ? UtcTime.column(message.createdAt()) : null
                        });
        if (silent) {
            return;
        }
        for (int from = 0; from < messages.size(); from += CHUNK) {
            deliver(messages.subList(from, Math.min(messages.size(), from + CHUNK)));
        }
    }

    private void deliver(List<OutboxMessage> messages) {
        List<Object> keys = new ArrayList<>();
        for (OutboxMessage message : messages) {
            keys.add(Ids.bytes(message.tenantId()));
            keys.add(Ids.bytes(message.id()));
        }
        String each = "(o.tenant_id = ? AND o.id = ?)";
        rows.jdbc()
                .update(
                        DELIVERIES
                                + String.join(" OR ", Collections.nCopies(messages.size(), each)),
                        keys.toArray());
    }

    /** Adds those whose ids are not there, which may have been published long ago. */
    public void addNew(List<OutboxMessage> messages) {
        Set<UUID> present = new HashSet<>();
        rows.find(
                "SELECT id FROM outbox WHERE",
                List.of("tenant_id", "id"),
                messages,
                message -> new Object[] {Ids.bytes(message.tenantId()), Ids.bytes(message.id())},
                row -> present.add(Ids.uuid(row.getBytes("id"))));
        add(messages.stream().filter(message -> !present.contains(message.id())).toList());
    }

    void published(List<OutboxMessage> messages, Instant now) {
        rows.write(
                PUBLISHED,
                messages,
                message ->
                        new @Nullable Object[] {
                            UtcTime.column(now),
                            Ids.bytes(message.tenantId()),
                            Ids.bytes(message.id())
                        });
    }
}
