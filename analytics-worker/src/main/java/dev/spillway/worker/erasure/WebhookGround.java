package dev.spillway.worker.erasure;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.redact.WebhookRewriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All webhooks of the tenant, with what their events say in words. Every one is looked into,
 * whatever was found in it when it was stored: an address may stand where no normaliser looks.
 */
final class WebhookGround implements Ground {

    private final WebhookTable webhooks;
    private final EventTexts events;
    private final Clock clock;

    WebhookGround(WebhookTable webhooks, EventTexts events, Clock clock) {
        this.webhooks = webhooks;
        this.events = events;
        this.clock = clock;
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
    public Look look(Subject subject, List<UUID> rows) {
        WebhookRewriter rewriter = subject.rewriter();
        Map<UUID, Webhook> read = webhooks.read(subject.tenantId(), rows);
        List<UUID> looked = new ArrayList<>();
        List<UUID> his = new ArrayList<>();
        List<UUID> unread = new ArrayList<>();
        for (Iterator<UUID> each = rows.iterator();
                each.hasNext() && !Subject.isEnough(rewriter); ) {
            UUID row = each.next();
            looked.add(row);
            switch (verdict(rewriter, read.get(row))) {
                case HIS -> his.add(row);
                case UNREAD -> unread.add(row);
                case NOT_HIS -> {}
            }
        }
        return new Look(looked, () -> rewrite(subject, rewriter, his, unread));
    }

    private enum Verdict {
        HIS,
        NOT_HIS,
        UNREAD
    }

    /**
     * Whether he is in it.
     *
     * @param webhook null where its day is over by now
     */
    private static Verdict verdict(WebhookRewriter rewriter, @Nullable Webhook webhook) {
        try {
            return webhook == null || rewriter.rewrite(webhook).isEmpty()
                    ? Verdict.NOT_HIS
                    : Verdict.HIS;
        } catch (UnsearchableException e) {
            return Verdict.UNREAD;
        }
    }

    /** Anew, and under lock: another erasure may have rewritten it since it was read. */
    private Outcome rewrite(
            Subject subject, WebhookRewriter rewriter, List<UUID> his, List<UUID> unread) {
        int changed = 0;
        for (UUID id : his) {
            Optional<WebhookTable.Stored> stored = webhooks.lock(subject.tenantId(), id);
            Optional<Webhook> rewritten = stored.flatMap(each -> rewriter.rewrite(each.webhook()));
            if (stored.isPresent() && rewritten.isPresent()) {
                webhooks.update(subject.tenantId(), stored.get(), rewritten.get(), clock.instant());
                events.rewrite(subject.tenantId(), id, rewriter.texts());
                changed++;
            }
        }
        return new Outcome(changed, unread);
    }
}
