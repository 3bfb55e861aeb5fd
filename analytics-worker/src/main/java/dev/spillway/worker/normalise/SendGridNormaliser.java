package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SendGrid's event webhook: an array of events, in which the same one may stand twice. Its id,
 * {@code sg_event_id}, is missing from unsubscribes and may be another one when the event is sent
 * again, so that what identifies an event of a message is all the rest of it.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event">Event
 *     webhook reference</a>
 * @see <a href="https://github.com/sendgrid/sendgrid-nodejs/issues/1435">The id of a retry</a>
 */
final class SendGridNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "processed")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.DEFERRED, "deferred")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounce")
                    .add(EventType.BOUNCED, RejectReason.INVALID, "bounce: bounce: invalid address")
                    .add(EventType.BOUNCED, RejectReason.BLOCKED, "bounce: blocked")
                    .add(EventType.BOUNCED, RejectReason.TIMED_OUT, "bounce: expired")
                    .add(EventType.REJECTED, RejectReason.OTHER, "dropped")
                    .add(EventType.REJECTED, RejectReason.INVALID, "dropped: invalid")
                    .add(EventType.REJECTED, RejectReason.BOUNCED, "dropped: bounced address")
                    .add(
                            EventType.REJECTED,
                            RejectReason.UNSUBSCRIBED,
                            "dropped: unsubscribed address")
                    .add(
                            EventType.REJECTED,
                            RejectReason.SPAM,
                            "dropped: spam reporting address",
                            "dropped: spam content (if spam checker app enabled)")
                    .add(EventType.OPENED, "open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.COMPLAINED, "spamreport")
                    .add(EventType.UNSUBSCRIBED, "unsubscribe", "group_unsubscribe")
                    .add(EventType.SUBSCRIBED, "group_resubscribe");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        return Payload.oneOrMore(payload.json()).stream()
                .map(event -> event(payload, event))
                .toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        Optional<String> word = event.text("event");
        return switch (word.orElse("")) {
            case "bounce" ->
                    VendorEvent.of(
                            payload,
                            event,
                            word,
                            event.text("type"),
                            lower(event.text("bounce_classification")));
            case "dropped" -> VendorEvent.of(payload, event, word, lower(event.text("reason")));
            default -> VendorEvent.of(payload, event, word);
        };
    }

    private static Optional<String> lower(Optional<String> text) {
        return text.map(found -> found.toLowerCase(Locale.ROOT));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Optional<String> message = event.fields().anyText("sg_message_id", "smtp-id");
        return known(draft, event, message)
                .occurredAt(event.fields().epochSeconds("timestamp"))
                .recipient(event.text("email"))
                .messageId(message)
                .campaign(
                        event.fields()
                                .anyText(
                                        "marketing_campaign_name",
                                        "singlesend_name",
                                        "marketing_campaign_id",
                                        "singlesend_id"))
                .tags(event.fields().texts("category"))
                .url(event.text("url"))
                .userAgent(event.text("useragent"))
                .machine(event.fields().flag("sg_machine_open"))
                .description(event.fields().anyText("reason", "response"))
                .providerEventId(event.text("sg_event_id"));
    }

    /** What names no message says too little to be told from another of the same second. */
    private static EventDraft known(EventDraft draft, VendorEvent event, Optional<String> message) {
        return message.isPresent() ? draft.knownBy(event.fields().without("sg_event_id")) : draft;
    }
}
