package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.LetterText;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Dead letters, whatever became of them: each holds its webhook still. One that nobody can read is
 * looked at as it stands and counts as failed, since nobody knows what is compressed in it.
 */
final class LetterGround implements Ground {

    /** Each may be a whole message, so that a step has few. */
    private static final int MOST = 8;

    private static final String NEXT =
            "SELECT id FROM dead_letter WHERE tenant_id = ? AND id > ?"
                    + " AND (received_at IS NULL OR received_at < ?) ORDER BY id LIMIT ?";

    private static final String READ =
            "SELECT parcel FROM dead_letter WHERE tenant_id = ? AND id = ? FOR UPDATE";

    private static final String UPDATE =
            "UPDATE dead_letter SET parcel = ? WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    LetterGround(Rows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        List<UUID> ids =
                rows.jdbc()
                        .query(
                                NEXT,
                                (row, _) -> Ids.uuid(row.getBytes("id")),
                                Ids.bytes(subject.tenantId()),
                                Ids.bytes(after),
                                UtcTime.column(subject.before()),
                                Math.min(most, MOST));
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new Slice(ids.getLast(), ids.size(), () -> rewrite(subject, ids)));
    }

    private Outcome rewrite(Subject subject, List<UUID> ids) {
        WebhookRewriter rewriter = subject.rewriter();
        int changed = 0;
        int unread = 0;
        for (UUID id : ids) {
            String message = message(subject.tenantId(), id);
            LetterText.Rewritten rewritten = LetterText.rewrite(message, rewriter);
            if (!rewritten.message().equals(message)) {
                rows.jdbc()
                        .update(
                                UPDATE,
                                rewritten.message(),
                                Ids.bytes(subject.tenantId()),
                                Ids.bytes(id));
            }
            unread += rewritten.legible() ? 0 : 1;
            changed += rewritten.legible() && !rewritten.message().equals(message) ? 1 : 0;
        }
        return new Outcome(changed, unread);
    }

    private String message(UUID tenantId, UUID id) {
        return rows
                .jdbc()
                .query(
                        READ,
                        (row, _) -> row.getString("parcel"),
                        Ids.bytes(tenantId),
                        Ids.bytes(id))
                .stream()
                .findFirst()
                .orElse("");
    }
}
