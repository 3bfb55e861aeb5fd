package dev.spillway.worker.erasure;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.Portrait;
import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.redact.WebhookRewriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhooks that hold him, wherever they do. */
final class WebhookTestimony implements Testimony {

    private final WebhookTable webhooks;

    WebhookTestimony(WebhookTable webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return webhooks.next(subject.tenantId(), after, subject.before(), most);
    }

    @Override
    public Page read(Subject subject, List<UUID> rows) {
        WebhookRewriter rewriter = subject.rewriter();
        Portrait portrait = new Portrait(subject.people());
        Map<UUID, Webhook> read = webhooks.read(subject.tenantId(), rows);
        Page page = new Page();
        for (Iterator<UUID> each = rows.iterator();
                each.hasNext() && !page.isFull() && !Subject.isEnough(rewriter); ) {
            UUID row = each.next();
            try {
                page.read(lines(rewriter, portrait, read.get(row)));
            } catch (UnsearchableException e) {
                page.unread(row);
            }
        }
        return page;
    }

    /**
     * What one tells of him.
     *
     * @param webhook null where its day is over by now
     */
    private List<Map<String, Object>> lines(
            WebhookRewriter rewriter, Portrait portrait, @Nullable Webhook webhook) {
        return webhook == null || rewriter.rewrite(webhook).isEmpty()
                ? List.of()
                : List.of(WebhookLine.of(kind(), webhook, portrait));
    }
}
