package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Telnyx's messages: one event a webhook. A message is finalised by what became of it at its first
 * recipient, and its first error says why.
 *
 * @see <a href="https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks">Receiving
 *     webhooks</a>
 * @see <a href="https://support.telnyx.com/en/articles/6505121-telnyx-messaging-error-codes">Error
 *     codes</a>
 */
final class TelnyxNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.SENT, "message.sent")
                    .add(EventType.DELIVERED, "message.finalized: delivered")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.OTHER,
                            "message.finalized: delivery_failed")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.INVALID,
                            "message.finalized: delivery_failed: 40001")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.SPAM,
                            "message.finalized: delivery_failed: 40002",
                            "message.finalized: delivery_failed: 40003")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.BLOCKED,
                            "message.finalized: delivery_failed: 40004")
                    .add(EventType.FAILED, RejectReason.OTHER, "message.finalized: sending_failed")
                    .add(
                            EventType.FAILED,
                            RejectReason.UNSUBSCRIBED,
                            "message.finalized: sending_failed: 40300")
                    .add(EventType.REPLIED, "message.received")
                    .add(EventType.OPTED_OUT, "message.received: STOP")
                    .add(EventType.SUBSCRIBED, "message.received: START");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json().at("data");
        Fields message = event.at("payload");
        Optional<String> word = event.text("event_type");
        return switch (word.orElse("")) {
            case "message.finalized" ->
                    payload.only(
                            event,
                            word,
                            message.at("to").first().text("status"),
                            message.at("errors").first().text("code"));
            case "message.received" ->
                    payload.only(event, word, SmsKeyword.in(message.text("text")));
            default -> payload.only(event, word);
        };
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields message = event.at("payload");
        return draft.occurredAt(event.fields().time("occurred_at"))
                .recipient(
                        event.is("message.received")
                                ? message.text("from", "phone_number")
                                : message.at("to").first().text("phone_number"))
                .messageId(message.text("id"))
                .tags(message.texts("tags"))
                .description(message.at("errors").first().anyText("detail", "title", "code"))
                .providerEventId(event.text("id"));
    }
}
