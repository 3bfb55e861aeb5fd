package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Mailgun: one event a webhook, under {@code event-data}.
 *
 * @see <a
 *     href="https://documentation.mailgun.com/docs/mailgun/user-manual/events/events">Events</a>
 */
final class MailgunNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "accepted")
                    .add(EventType.REJECTED, RejectReason.OTHER, "rejected")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.DEFERRED, "failed: temporary")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "failed: permanent")
                    .add(EventType.BOUNCED, RejectReason.TIMED_OUT, "failed: permanent: old")
                    .add(
                            EventType.REJECTED,
                            RejectReason.BOUNCED,
                            "failed: permanent: suppress-bounce")
                    .add(
                            EventType.REJECTED,
                            RejectReason.UNSUBSCRIBED,
                            "failed: permanent: suppress-unsubscribe")
                    .add(
                            EventType.REJECTED,
                            RejectReason.SPAM,
                            "failed: permanent: suppress-complaint")
                    .add(EventType.OPENED, "opened")
                    .add(EventType.CLICKED, "clicked")
                    .add(EventType.UNSUBSCRIBED, "unsubscribed")
                    .add(EventType.COMPLAINED, "complained")
                    .add(EventType.INBOUND, "stored");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json().at("event-data");
        Optional<String> word = event.text("event");
        return word.filter("failed"::equals).isPresent()
                ? payload.only(event, word, event.text("severity"), event.text("reason"))
                : payload.only(event, word);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields message = event.at("message", "headers");
        return draft.occurredAt(event.fields().epochSeconds("timestamp"))
                .recipient(
                        event.is("stored")
                                ? message.address("from")
                                : event.text("recipient").or(() -> message.address("to")))
                .messageId(message.text("message-id"))
                .campaign(
                        event.at("campaigns")
                                .first()
                                .text("name")
                                .or(() -> Campaign.in(event.at("user-variables"))))
                .tags(event.fields().texts("tags"))
                .url(event.text("url"))
                .userAgent(event.text("client-info", "user-agent"))
                // https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages/open-click-bot-detect
                .machine(event.text("client-info", "bot").isPresent())
                .description(
                        event.at("delivery-status")
                                .anyText("message", "description")
                                .or(() -> event.text("reject", "reason")))
                .providerEventId(event.text("id"));
    }
}
