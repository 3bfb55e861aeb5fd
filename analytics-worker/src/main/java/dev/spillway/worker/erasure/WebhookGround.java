package dev.spillway.worker.erasure;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.WebhookRewriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        List<UUID> ids = webhooks.next(subject.tenantId(), after, subject.before(), most);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        WebhookRewriter rewriter = subject.rewriter();
        List<UUID> his =
                webhooks.read(subject.tenantId(), ids).stream()
                        .filter(webhook -> rewriter.rewrite(webhook).isPresent())
                        .map(Webhook::id)
                        .toList();
        return Optional.of(
                new Slice(ids.getLast(), ids.size(), () -> rewrite(subject, rewriter, his)));
    }

    /** Anew, and under lock: another erasure may have rewritten it since it was read. */
    private Outcome rewrite(Subject subject, WebhookRewriter rewriter, List<UUID> his) {
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
        return new Outcome(changed, 0);
    }
}
