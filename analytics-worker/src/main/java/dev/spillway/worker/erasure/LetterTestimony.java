package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.Portrait;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.LetterText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The dead letters that hold him; of a message that nobody can read, only that it is there. */
final class LetterTestimony implements Testimony {

    private static final int MOST = 8;

    /** Of a letter that is gone by now. */
    private static final Optional<List<Webhook>> NOTHING = Optional.of(List.of());

    private static final String NEXT =
            "SELECT id FROM dead_letter WHERE tenant_id = ? AND id > ?"
                    + " AND (received_at IS NULL OR received_at < ?) ORDER BY id LIMIT ?";

    private static final String READ =
            "SELECT parcel FROM dead_letter WHERE tenant_id = ? AND id = ?";

    private final Rows rows;

    LetterTestimony(Rows rows) {
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
    public Page read(Subject subject, List<UUID> letters) {
        WebhookRewriter rewriter = subject.rewriter();
        Portrait portrait = new Portrait(subject.people());
        Page page = new Page();
        for (Iterator<UUID> each = letters.iterator();
                each.hasNext() && !page.isFull() && !Subject.isEnough(rewriter); ) {
            UUID letter = each.next();
            Optional<List<Webhook>> webhooks = webhooks(subject, letter);
            if (webhooks.isEmpty()) {
                page.unread(letter);
            } else {
                page.read(
                        webhooks.get().stream()
                                .filter(webhook -> rewriter.rewrite(webhook).isPresent())
                                .map(webhook -> WebhookLine.of(kind(), webhook, portrait))
                                .toList());
            }
        }
        return page;
    }

    private Optional<List<Webhook>> webhooks(Subject subject, UUID letter) {
        Optional<String> message = message(subject, letter);
        return message.isPresent() ? LetterText.webhooks(message.get()) : NOTHING;
    }

    private Optional<String> message(Subject subject, UUID letter) {
        List<String> found = new ArrayList<>();
        rows.jdbc()
                .query(
                        READ,
                        row -> {
                            found.add(row.getString(1));
                        },
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(letter));
        return found.stream().findFirst();
    }
}
