package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.sql.Rows;
import java.util.List;
import java.util.UUID;

/**
 * Events that are kept for longer than the webhooks they came with: no body leads to them any more,
 * and somebody else's may mention him.
 */
final class OldEventGround implements Ground {

    private static final String NEXT =
            "SELECT DISTINCT webhook_id FROM event WHERE tenant_id = ? AND webhook_id > ?"
                    + " AND webhook_id < LEAST(?, COALESCE("
                    + "(SELECT MIN(id) FROM webhook WHERE tenant_id = ?), ?))"
                    + " ORDER BY webhook_id LIMIT ?";

    private final Rows rows;
    private final EventTexts events;

    OldEventGround(Rows rows, EventTexts events) {
        this.rows = rows;
        this.events = events;
    }

    @Override
    public String kind() {
        return "event";
    }

    /** Ids of the webhooks that they came with. */
    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        byte[] tenant = Ids.bytes(subject.tenantId());
        byte[] end = Ids.bytes(Ids.firstAt(subject.before()));
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) -> Ids.uuid(row.getBytes("webhook_id")),
                        tenant,
                        Ids.bytes(after),
                        end,
                        tenant,
                        end,
                        most);
    }

    @Override
    public Look look(Subject subject, List<UUID> webhooks) {
        return new Look(webhooks, () -> rewrite(subject, webhooks));
    }

    private Outcome rewrite(Subject subject, List<UUID> webhooks) {
        TextRewriter rewriter = subject.rewriter().texts();
        long changed =
                webhooks.stream()
                        .filter(id -> events.rewrite(subject.tenantId(), id, rewriter) > 0)
                        .count();
        return Outcome.of((int) changed);
    }
}
