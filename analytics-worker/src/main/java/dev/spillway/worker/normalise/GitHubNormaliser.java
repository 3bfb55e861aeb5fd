package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * GitHub tells of code, not of marketing: every event is unknown, and named by what GitHub calls
 * it, {@code issues.opened} for example.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">Webhook events and
 *     payloads</a>
 */
final class GitHubNormaliser implements Normaliser {

    @Override
    public Kinds kinds() {
        return Kinds.none();
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        // As a form, GitHub wraps the JSON in a parameter: there is nothing to gain from reading
        // it.
        Fields body = payload.saysJson() ? payload.json() : Fields.none();
        Optional<String> action = body.text("action");
        return payload.only(
                body,
                payload.header("X-GitHub-Event")
                        .map(event -> action.map(what -> event + "." + what).orElse(event)));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        return draft;
    }
}
