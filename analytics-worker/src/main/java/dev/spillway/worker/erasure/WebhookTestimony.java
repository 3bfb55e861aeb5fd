package dev.spillway.worker.erasure;

import dev.spillway.worker.redact.Portrait;
import dev.spillway.worker.redact.WebhookRewriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The webhooks that hold him, wherever they do. */
final class WebhookTestimony implements Testimony {

    private final WebhookTable webhooks;

    WebhookTestimony(WebhookTable webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public Optional<Page> next(Subject subject, UUID after, int most) {
        List<UUID> ids = webhooks.next(subject.tenantId(), after, subject.before(), most);
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new Page(ids.getLast(), ids.size(), lines(subject, ids)));
    }

    private List<Map<String, Object>> lines(Subject subject, List<UUID> ids) {
        WebhookRewriter rewriter = subject.rewriter();
        Portrait portrait = new Portrait(subject.people());
        return webhooks.read(subject.tenantId(), ids).stream()
                .filter(webhook -> rewriter.rewrite(webhook).isPresent())
                .map(webhook -> WebhookLine.of("webhook", webhook, portrait))
                .toList();
    }
}
