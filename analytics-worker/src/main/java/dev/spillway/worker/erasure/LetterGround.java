package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.LetterText;
import java.util.ArrayList;
import java.util.List;
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
            "SELECT parcel, status FROM dead_letter WHERE tenant_id = ? AND id = ? FOR UPDATE";

    private static final String UPDATE =
            "UPDATE dead_letter SET parcel = ? WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    LetterGround(Rows rows) {
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "dead_letter";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) -> Ids.uuid(row.getBytes("id")),
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(after),
                        UtcTime.column(subject.before()),
                        Math.min(most, MOST));
    }

    @Override
    public Look look(Subject subject, List<UUID> ids) {
        return new Look(ids, () -> rewrite(subject, ids));
    }

    private Outcome rewrite(Subject subject, List<UUID> ids) {
        WebhookRewriter rewriter = subject.rewriter();
        List<UUID> unread = new ArrayList<>();
        int changed = 0;
        for (UUID id : ids) {
            for (Letter letter : lock(subject.tenantId(), id)) {
                LetterText.Rewritten rewritten = letter.without(rewriter);
                boolean same = rewritten.message().equals(letter.message);
                if (!same) {
                    update(subject.tenantId(), id, rewritten.message());
                }
                if (!rewritten.legible()) {
                    unread.add(id);
                } else if (!same) {
                    changed++;
                }
            }
        }
        return new Outcome(changed, unread);
    }

    private record Letter(String message, String status) {

        /** What nobody can read and its tenant has given up is kept for nobody. */
        LetterText.Rewritten without(WebhookRewriter rewriter) {
            LetterText.Rewritten rewritten = LetterText.rewrite(message, rewriter);
            return rewritten.legible() || !status.equals("discarded")
                    ? rewritten
                    : LetterText.EMPTIED;
        }
    }

    private void update(UUID tenantId, UUID id, String message) {
        rows.jdbc().update(UPDATE, message, Ids.bytes(tenantId), Ids.bytes(id));
    }

    /** One, or none where it is gone by now. */
    private List<Letter> lock(UUID tenantId, UUID id) {
        return rows.jdbc()
                .query(
                        READ,
                        (row, _) -> new Letter(row.getString("parcel"), row.getString("status")),
                        Ids.bytes(tenantId),
                        Ids.bytes(id));
    }
}
