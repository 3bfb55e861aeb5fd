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

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json().at("event-data");
        return List.of(
                draft(event)
                        .occurredAt(event.epochSeconds("timestamp"))
                        .recipient(event.text("recipient"))
                        .messageId(event.text("message", "headers", "message-id"))
                        .campaign(event.text("campaigns").or(() -> campaign(event)))
                        .tags(event.texts("tags"))
                        .url(event.text("url"))
                        .userAgent(event.text("client-info", "user-agent"))
                        .machine(event.text("client-info", "bot").isPresent())
                        .providerEventId(event.text("id"))
                        .content(event.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Fields event) {
        Optional<String> status =
                event.text("delivery-status", "message")
                        .or(() -> event.text("delivery-status", "description"));
        return switch (event.text("event").orElse("")) {
            case "accepted" -> email(EventType.QUEUED);
            case "rejected" ->
                    email(EventType.REJECTED)
                            .rejectReason(RejectReason.OTHER)
                            .description(event.text("reject", "reason"));
            case "delivered" -> email(EventType.DELIVERED).description(status);
            case "failed" -> failed(event).description(status);
            case "opened" -> email(EventType.OPENED);
            case "clicked" -> email(EventType.CLICKED);
            case "unsubscribed" -> email(EventType.UNSUBSCRIBED);
            case "complained" -> email(EventType.COMPLAINED);
            case "stored" -> email(EventType.INBOUND);
            default -> EventDraft.unknown(event.text("event"));
        };
    }

    private static EventDraft email(EventType type) {
        return EventDraft.of(Channel.EMAIL, type);
    }

    private static Optional<String> campaign(Fields event) {
        return event.at("campaigns").first().text("name");
    }

    private static EventDraft failed(Fields event) {
        if (event.text("severity").filter("temporary"::equals).isPresent()) {
            return email(EventType.DEFERRED);
        }
        return switch (event.text("reason").orElse("")) {
            case "suppress-bounce" -> rejected(RejectReason.BOUNCED);
            case "suppress-unsubscribe" -> rejected(RejectReason.UNSUBSCRIBED);
            case "suppress-complaint" -> rejected(RejectReason.SPAM);
            default -> email(EventType.BOUNCED).rejectReason(RejectReason.BOUNCED);
        };
    }

    private static EventDraft rejected(RejectReason reason) {
        return email(EventType.REJECTED).rejectReason(reason);
    }
}
