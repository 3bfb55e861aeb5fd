package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.Portrait;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.LetterText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The dead letters that hold him; a message that nobody can read tells of nobody. */
final class LetterTestimony implements Testimony {

    private static final int MOST = 8;

    private static final String NEXT =
            "SELECT id, parcel FROM dead_letter WHERE tenant_id = ? AND id > ?"
                    + " AND (received_at IS NULL OR received_at < ?) ORDER BY id LIMIT ?";

    private final Rows rows;

    LetterTestimony(Rows rows) {
        this.rows = rows;
    }

    private record Letter(UUID id, String message) {}

    @Override
    public Optional<Page> next(Subject subject, UUID after, int most) {
        List<Letter> letters =
                rows.jdbc()
                        .query(
                                NEXT,
                                (row, _) ->
                                        new Letter(
                                                Ids.uuid(row.getBytes("id")),
                                                row.getString("parcel")),
                                Ids.bytes(subject.tenantId()),
                                Ids.bytes(after),
                                UtcTime.column(subject.before()),
                                Math.min(most, MOST));
        return letters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Page(letters.getLast().id, letters.size(), lines(subject, letters)));
    }

    private static List<Map<String, Object>> lines(Subject subject, List<Letter> letters) {
        WebhookRewriter rewriter = subject.rewriter();
        Portrait portrait = new Portrait(subject.people());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Letter letter : letters) {
            for (Webhook webhook : LetterText.webhooks(letter.message)) {
                if (rewriter.rewrite(webhook).isPresent()) {
                    lines.add(WebhookLine.of("dead_letter", webhook, portrait));
                }
            }
        }
        return lines;
    }
}
