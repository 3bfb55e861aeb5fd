package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Postal: one event a webhook. It tells of mail that it received in the same words as of mail that
 * it sent; an HTTP endpoint gets received mail itself, without any word.
 *
 * @see <a href="https://docs.postalserver.io/developer/webhooks">Webhook events</a>
 * @see <a href="https://docs.postalserver.io/developer/http-payloads">HTTP payloads</a>
 */
final class PostalNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.DELIVERED, "MessageSent")
                    .add(EventType.DEFERRED, "MessageDelayed")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "MessageDeliveryFailed")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "MessageBounced")
                    .add(EventType.QUEUED, "MessageHeld")
                    .add(EventType.OPENED, "MessageLoaded")
                    .add(EventType.CLICKED, "MessageLinkClicked")
                    .add(EventType.INBOUND, "incoming: MessageSent", "endpoint")
                    .add(EventType.INBOUND_FAILED, "incoming: MessageDeliveryFailed");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Optional<String> word = body.text("event");
        if (word.isEmpty()) {
            return payload.only(body, body.text("rcpt_to").map(_ -> "endpoint"));
        }
        boolean incoming = message(body).text("direction").filter("incoming"::equals).isPresent();
        return incoming
                ? payload.only(body, Optional.of("incoming"), word)
                : payload.only(body, word);
    }

    private static Fields message(Fields body) {
        Fields message = body.at("payload", "message");
        return message.node().isObject() ? message : body.at("payload", "original_message");
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields told = event.at("payload");
        Fields message = message(event.fields());
        return draft.occurredAt(event.fields().epoch("timestamp").or(() -> told.epoch("timestamp")))
                .recipient(
                        event.is("incoming")
                                ? message.address("from")
                                : message.address("to").or(() -> event.text("mail_from")))
                .messageId(message.text("message_id").or(() -> event.text("message_id")))
                .tags(message.texts("tag"))
                .url(told.text("url"))
                .userAgent(told.text("user_agent"))
                .description(told.anyText("details", "output"));
    }
}
