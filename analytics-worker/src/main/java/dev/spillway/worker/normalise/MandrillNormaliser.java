package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Mandrill, now Mailchimp Transactional: a form whose one field holds a JSON array. Its ids are
 * those of messages, never of events. Changes of its lists (sync events) are nobody's marketing.
 *
 * @see <a href="https://mailchimp.com/developer/transactional/docs/webhooks/">Webhooks</a>
 */
final class MandrillNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "send")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.DEFERRED, "deferral")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "hard_bounce")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.INVALID,
                            "hard_bounce: bad_mailbox",
                            "hard_bounce: invalid_domain")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "soft_bounce")
                    .add(EventType.OPENED, "open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.COMPLAINED, "spam")
                    .add(EventType.UNSUBSCRIBED, "unsub")
                    .add(EventType.REJECTED, RejectReason.OTHER, "reject")
                    .add(EventType.INBOUND, "inbound");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Optional<String> json = payload.parameters().text("mandrill_events");
        if (json.isEmpty()) {
            throw new UnreadablePayloadException("no mandrill_events");
        }
        return Payload.oneOrMore(Payload.parse(json.get())).stream()
                .map(event ->
                        VendorEvent.of(
                                payload,
                                event,
                                event.anyText("event", "type"),
                                event.text("msg", "bounce_description")
                                        .or(() -> event.text("action"))))
                .toList();
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields message = event.at("msg");
        return draft.occurredAt(event.fields().epochSeconds("ts"))
                .recipient(
                        event.is("inbound")
                                ? message.text("from_email")
                                : message.text("email").or(() -> event.text("reject", "email")))
                .messageId(event.fields().anyText("_id").or(() -> message.text("_id")))
                .campaign(Campaign.in(message.at("metadata")))
                .tags(message.texts("tags"))
                .url(event.text("url"))
                .userAgent(event.text("user_agent"))
                .description(
                        message.anyText("diag", "bounce_description")
                                .or(() -> message.text("reject", "reason")));
    }
}
