package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Vonage: statuses and messages of its Messages API, as JSON, and receipts and messages of its SMS
 * API, as a form, JSON or a query. In a receipt of the latter {@code msisdn} is who was written to
 * and {@code to} is who wrote; each attempt of it is stamped anew.
 *
 * @see <a
 *     href="https://developer.vonage.com/en/messages/concepts/messages-status-callbacks">Messages
 *     API</a>
 * @see <a href="https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts">Delivery
 *     receipts of the SMS API</a>
 */
final class VonageNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.SENT, "submitted", "accepted")
                    .add(EventType.DEFERRED, "buffered")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.OPENED, "read")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "undeliverable", "failed")
                    .add(EventType.UNDELIVERED, RejectReason.TIMED_OUT, "expired")
                    .add(EventType.UNDELIVERED, RejectReason.INVALID, "failed: 3", "failed: 9")
                    .add(EventType.UNDELIVERED, RejectReason.SPAM, "failed: 6")
                    .add(EventType.REJECTED, RejectReason.OTHER, "rejected")
                    .add(EventType.REJECTED, RejectReason.BLOCKED, "rejected: 14")
                    .add(EventType.REPLIED, "inbound")
                    .add(EventType.OPTED_OUT, "inbound: STOP")
                    .add(EventType.SUBSCRIBED, "inbound: START");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields told = payload.parameters();
        Optional<String> status = told.text("status");
        if (status.isPresent()) {
            return payload.only(told, status, told.text("err-code").filter(code -> !isNone(code)));
        }
        Optional<String> inbound = told.anyText("message_type", "type", "text").map(_ -> "inbound");
        return payload.only(told, inbound, SmsKeyword.in(told.text("text")));
    }

    private static boolean isNone(String code) {
        return code.equals("0");
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields told = event.fields();
        EventDraft described =
                draft.occurredAt(
                                told.time("timestamp")
                                        .or(() -> told.carrierTime("scts"))
                                        .or(() -> told.utc("message-timestamp")))
                        .recipient(PhoneNumber.of(recipient(event, told)))
                        .messageId(told.anyText("message_uuid", "messageId", "message-id"))
                        .tags(told.anyText("client_ref", "client-ref").stream().toList())
                        .description(
                                told.at("error")
                                        .anyText("detail", "title")
                                        .or(() -> told.text("err-code").filter(c -> !isNone(c))))
                        .content(told.without("message-timestamp", "timestamp", "nonce", "sig"));
        return told.text("channel").filter(by -> !isText(by)).isPresent()
                ? described.via(Channel.OTHER)
                : described;
    }

    private static Optional<String> recipient(VendorEvent event, Fields told) {
        return told.text("msisdn")
                .or(() -> event.is("inbound") ? told.text("from") : told.text("to"));
    }

    private static boolean isText(String channel) {
        return channel.equals("sms") || channel.equals("mms") || channel.equals("rcs");
    }
}
