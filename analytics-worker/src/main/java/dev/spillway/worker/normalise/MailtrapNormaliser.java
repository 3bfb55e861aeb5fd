package dev.spillway.worker.normalise;

import java.util.List;

/**
 * Mailtrap: a batch of events under {@code events}.
 *
 * @see <a href="https://docs.mailtrap.io/email-api-smtp/advanced/webhooks">Webhooks</a>
 */
final class MailtrapNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.DELIVERED, "delivery")
                    .add(EventType.OPENED, "open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounce")
                    .add(EventType.DEFERRED, "soft bounce", "suspension")
                    .add(EventType.REJECTED, RejectReason.OTHER, "reject")
                    .add(EventType.COMPLAINED, "spam")
                    .add(EventType.UNSUBSCRIBED, "unsubscribe")
                    .add(EventType.INBOUND, "inbound.message_received");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Fields events = body.at("events");
        return (events.isArray() ? events.items() : List.of(body))
                .stream()
                        .map(event -> VendorEvent.of(payload, event, event.text("event")))
                        .toList();
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return draft.occurredAt(fields.epoch("timestamp"))
                .recipient(fields.text("email").or(() -> fields.address("from")))
                .messageId(fields.text("message_id"))
                .campaign(Campaign.in(fields.at("custom_variables")))
                .tags(fields.texts("category"))
                .url(fields.text("url"))
                .userAgent(fields.text("user_agent"))
                .description(fields.anyText("response", "reason"))
                .providerEventId(fields.text("event_id"));
    }
}
