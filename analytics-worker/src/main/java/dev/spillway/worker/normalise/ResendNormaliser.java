package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Resend, which signs as Standard Webhooks do: one event a webhook, its id in a header. A message
 * to several people is reported once; its first recipient stands for it.
 *
 * @see <a href="https://resend.com/docs/dashboard/webhooks/event-types">Event types</a>
 */
final class ResendNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Fields data = event.at("data");
        return List.of(
                draft(event, data)
                        .occurredAt(event.time("created_at"))
                        .recipient(recipient(data))
                        .messageId(data.text("email_id"))
                        .campaign(data.text("broadcast_id"))
                        .tags(tags(data.at("tags")))
                        .url(data.text("click", "link"))
                        .userAgent(
                                data.text("click", "userAgent")
                                        .or(() -> data.text("open", "userAgent")))
                        .providerEventId(payload.eventKey())
                        .content(event.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Fields event, Fields data) {
        return switch (event.text("type").orElse("")) {
            case "email.scheduled" -> email(EventType.QUEUED);
            case "email.sent" -> email(EventType.SENT);
            case "email.delivered" -> email(EventType.DELIVERED);
            case "email.delivery_delayed" -> email(EventType.DEFERRED);
            case "email.bounced" ->
                    email(EventType.BOUNCED)
                            .rejectReason(bounce(data.at("bounce")))
                            .description(data.text("bounce", "message"));
            case "email.complained" -> email(EventType.COMPLAINED);
            case "email.opened" -> email(EventType.OPENED);
            case "email.clicked" -> email(EventType.CLICKED);
            case "email.failed" ->
                    email(EventType.FAILED)
                            .rejectReason(RejectReason.OTHER)
                            .description(data.text("failed", "reason"));
            case "email.suppressed" ->
                    email(EventType.REJECTED)
                            .rejectReason(RejectReason.BOUNCED)
                            .description(data.text("suppressed", "message"));
            case "email.received" -> email(EventType.INBOUND);
            case "contact.created" -> crm(EventType.CONTACT_CREATED);
            case "contact.updated" -> contactUpdated(data);
            case "contact.deleted" -> crm(EventType.CONTACT_DELETED);
            default -> EventDraft.unknown(event.text("type"));
        };
    }

    private static EventDraft contactUpdated(Fields data) {
        return data.flag("unsubscribed")
                ? email(EventType.UNSUBSCRIBED)
                : crm(EventType.CONTACT_UPDATED);
    }

    private static EventDraft email(EventType type) {
        return EventDraft.of(Channel.EMAIL, type);
    }

    private static EventDraft crm(EventType type) {
        return EventDraft.of(Channel.CRM, type);
    }

    private static Optional<String> recipient(Fields data) {
        return data.texts("to").stream().findFirst().or(() -> data.text("email"));
    }

    private static RejectReason bounce(Fields bounce) {
        if (bounce.text("type").filter("Permanent"::equals).isEmpty()) {
            return RejectReason.OTHER;
        }
        return bounce.text("subType").filter("NoEmail"::equals).isPresent()
                ? RejectReason.INVALID
                : RejectReason.BOUNCED;
    }

    /** An object of names and values, or an array of such pairs. */
    private static List<String> tags(Fields tags) {
        if (tags.isArray()) {
            return tags.items().stream()
                    .map(tag -> tag.text("name").orElse("") + "=" + tag.text("value").orElse(""))
                    .toList();
        }
        return tags.node()
                .propertyStream()
                .map(tag -> tag.getKey() + "=" + new Fields(tag.getValue()).text().orElse(""))
                .toList();
    }
}
