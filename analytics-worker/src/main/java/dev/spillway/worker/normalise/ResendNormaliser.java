package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Resend, which signs as Standard Webhooks do: one event a webhook, its id in a header. A message
 * to several people is reported once; its first recipient stands for it. Each update of a contact
 * says whether he is unsubscribed, and none since when: that he is counts once, beside the updates.
 *
 * @see <a href="https://resend.com/docs/dashboard/webhooks/event-types">Event types</a>
 */
final class ResendNormaliser implements Normaliser {

    private static final String UNSUBSCRIBED = "unsubscribed";

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "email.scheduled")
                    .add(EventType.SENT, "email.sent")
                    .add(EventType.DELIVERED, "email.delivered")
                    .add(EventType.DEFERRED, "email.delivery_delayed")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "email.bounced")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "email.bounced: Permanent")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.INVALID,
                            "email.bounced: Permanent: NoEmail")
                    .add(EventType.COMPLAINED, "email.complained")
                    .add(EventType.OPENED, "email.opened")
                    .add(EventType.CLICKED, "email.clicked")
                    .add(EventType.FAILED, RejectReason.OTHER, "email.failed")
                    .add(
                            EventType.REJECTED,
                            RejectReason.BOUNCED,
                            "email.bounced: Permanent: Suppressed",
                            "email.suppressed")
                    .add(EventType.INBOUND, "email.received")
                    .add(EventType.UNSUBSCRIBED, "contact.updated: unsubscribed")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_CREATED, "contact.created")
                    .add(EventType.CONTACT_UPDATED, "contact.updated")
                    .add(EventType.CONTACT_DELETED, "contact.deleted");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Optional<String> word = event.text("type");
        return switch (word.orElse("")) {
            case "email.bounced" ->
                    payload.only(
                            event,
                            word,
                            event.text("data", "bounce", "type"),
                            event.text("data", "bounce", "subType"));
            case "contact.updated" ->
                    event.flag("data", UNSUBSCRIBED)
                            ? List.of(
                                    VendorEvent.of(payload, event, word),
                                    VendorEvent.of(payload, event, word, Optional.of(UNSUBSCRIBED)))
                            : payload.only(event, word);
            default -> payload.only(event, word);
        };
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.at("data");
        return draft.occurredAt(event.fields().time("created_at"))
                .recipient(event.is("email.received") ? data.address("from") : recipient(data))
                .messageId(data.text("email_id"))
                .campaign(data.text("broadcast_id").or(() -> Campaign.in(data.at("tags"))))
                .tags(tags(data.at("tags")))
                .url(data.text("click", "link"))
                .userAgent(data.text("click", "userAgent").or(() -> data.text("open", "userAgent")))
                .description(
                        data.text("bounce", "message")
                                .or(() -> data.text("failed", "reason"))
                                .or(() -> data.text("suppressed", "message")))
                .fact(fact(event, data));
    }

    /** With another address he is to be suppressed once more. */
    private static Optional<String> fact(VendorEvent event, Fields data) {
        return event.words().contains(UNSUBSCRIBED)
                ? data.text("email")
                        .map(email -> UNSUBSCRIBED + " " + data.text("id").orElse("") + " " + email)
                : Optional.empty();
    }

    private static Optional<String> recipient(Fields data) {
        return data.texts("to").stream().findFirst().or(() -> data.text("email"));
    }

    /** An object of names and values, or an array of such pairs. */
    private static List<String> tags(Fields tags) {
        return tags.isArray()
                ? tags.items().stream()
                        .map(tag ->
                                tag.text("name").orElse("") + "=" + tag.text("value").orElse(""))
                        .toList()
                : tags.pairs();
    }
}
