package dev.spillway.worker.normalise;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SendGrid's event webhook: an array of events. Its id, {@code sg_event_id}, is missing from
 * unsubscribes.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event">Event
 *     webhook reference</a>
 */
final class SendGridNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Instant receivedAt = payload.webhook().receivedAt();
        if (!body.isArray()) {
            return List.of(EventDraft.unknown(body.text("event")).build(receivedAt));
        }
        return body.items().stream().map(event -> event(event, receivedAt)).toList();
    }

    private static NormalisedEvent event(Fields event, Instant receivedAt) {
        return draft(event)
                .occurredAt(event.epochSeconds("timestamp"))
                .recipient(event.text("email"))
                .messageId(event.text("sg_message_id").or(() -> event.text("smtp-id")))
                .campaign(campaign(event))
                .tags(event.texts("category"))
                .url(event.text("url"))
                .userAgent(event.text("useragent"))
                .machine(event.flag("sg_machine_open"))
                .providerEventId(event.text("sg_event_id"))
                .content(event.node())
                .build(receivedAt);
    }

    private static EventDraft draft(Fields event) {
        Optional<String> reason = event.text("reason").or(() -> event.text("response"));
        return switch (event.text("event").orElse("")) {
            case "processed" -> email(EventType.QUEUED);
            case "delivered" -> email(EventType.DELIVERED).description(reason);
            case "deferred" -> email(EventType.DEFERRED).description(reason);
            case "bounce" ->
                    email(EventType.BOUNCED).rejectReason(bounce(event)).description(reason);
            case "dropped" ->
                    email(EventType.REJECTED).rejectReason(drop(reason)).description(reason);
            case "open" -> email(EventType.OPENED);
            case "click" -> email(EventType.CLICKED);
            case "spamreport" -> email(EventType.COMPLAINED);
            case "unsubscribe", "group_unsubscribe" -> email(EventType.UNSUBSCRIBED);
            case "group_resubscribe" -> email(EventType.SUBSCRIBED);
            default -> EventDraft.unknown(event.text("event"));
        };
    }

    private static EventDraft email(EventType type) {
        return EventDraft.of(Channel.EMAIL, type);
    }

    private static Optional<String> campaign(Fields event) {
        return event.text("marketing_campaign_name")
                .or(() -> event.text("singlesend_name"))
                .or(() -> event.text("marketing_campaign_id"))
                .or(() -> event.text("singlesend_id"));
    }

    private static RejectReason bounce(Fields event) {
        if (event.text("type").filter("blocked"::equals).isPresent()) {
            return RejectReason.BLOCKED;
        }
        return event.text("bounce_classification").filter("Invalid Address"::equals).isPresent()
                ? RejectReason.INVALID
                : RejectReason.BOUNCED;
    }

    private static RejectReason drop(Optional<String> reason) {
        return switch (reason.orElse("").toLowerCase(Locale.ROOT)) {
            case "bounced address" -> RejectReason.BOUNCED;
            case "unsubscribed address" -> RejectReason.UNSUBSCRIBED;
            case "spam reporting address", "spam content (if spam checker app enabled)" ->
                    RejectReason.SPAM;
            case "invalid" -> RejectReason.INVALID;
            default -> RejectReason.OTHER;
        };
    }
}
