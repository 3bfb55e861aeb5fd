package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Postmark: one event a webhook, named by its {@code RecordType}.
 *
 * @see <a href="https://postmarkapp.com/developer/webhooks/webhooks-overview">Webhooks overview</a>
 */
final class PostmarkNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        return List.of(
                draft(event)
                        .recipient(event.text("Recipient").or(() -> event.text("Email")))
                        .messageId(event.text("MessageID"))
                        .tags(event.texts("Tag"))
                        .url(event.text("OriginalLink"))
                        .userAgent(event.text("UserAgent"))
                        .providerEventId(payload.eventKey())
                        .content(event.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Fields event) {
        return switch (event.text("RecordType").orElse("")) {
            case "Delivery" ->
                    email(EventType.DELIVERED)
                            .occurredAt(event.time("DeliveredAt"))
                            .description(event.text("Details"));
            case "Bounce" -> bounce(event).occurredAt(event.time("BouncedAt"));
            case "SpamComplaint" -> email(EventType.COMPLAINED).occurredAt(event.time("BouncedAt"));
            case "Open" -> email(EventType.OPENED).occurredAt(event.time("ReceivedAt"));
            case "Click" -> email(EventType.CLICKED).occurredAt(event.time("ReceivedAt"));
            case "SubscriptionChange" -> subscription(event).occurredAt(event.time("ChangedAt"));
            case "Inbound" -> email(EventType.INBOUND);
            default -> EventDraft.unknown(event.text("RecordType"));
        };
    }

    private static EventDraft email(EventType type) {
        return EventDraft.of(Channel.EMAIL, type);
    }

    /** Postmark's own list of bounce types, of which some are no bounces at all. */
    private static EventDraft bounce(Fields event) {
        Optional<String> description = event.text("Details").or(() -> event.text("Description"));
        return switch (event.text("Type").orElse("")) {
            case "Transient", "SoftBounce", "DnsError" ->
                    email(EventType.DEFERRED).description(description);
            case "HardBounce" -> bounced(RejectReason.BOUNCED).description(description);
            case "BadEmailAddress" -> bounced(RejectReason.INVALID).description(description);
            case "SpamNotification", "SpamComplaint" ->
                    bounced(RejectReason.SPAM).description(description);
            case "Blocked", "DMARCPolicy" -> bounced(RejectReason.BLOCKED).description(description);
            case "AutoResponder" -> email(EventType.AUTORESPONDED).description(description);
            case "Unsubscribe" -> email(EventType.UNSUBSCRIBED).description(description);
            case "Subscribe" -> email(EventType.SUBSCRIBED).description(description);
            default -> bounced(RejectReason.OTHER).description(description);
        };
    }

    private static EventDraft bounced(RejectReason reason) {
        return email(EventType.BOUNCED).rejectReason(reason);
    }

    private static EventDraft subscription(Fields event) {
        return event.flag("SuppressSending")
                ? email(EventType.UNSUBSCRIBED).description(event.text("SuppressionReason"))
                : email(EventType.SUBSCRIBED);
    }
}
