package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Plivo's messages: a form for each change of a message's status and for each message received.
 * Times are UTC.
 *
 * @see <a href="https://www.plivo.com/docs/messaging/api/message/message-status-callbacks">Message
 *     status callbacks</a>
 * @see <a href="https://www.plivo.com/docs/messaging/troubleshooting/error-codes">Error codes</a>
 */
final class PlivoNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.QUEUED, "queued")
                    .add(EventType.SENT, "sent")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.OPENED, "read")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "undelivered")
                    .add(EventType.UNDELIVERED, RejectReason.SPAM, "undelivered: 30")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.INVALID,
                            "undelivered: 50",
                            "undelivered: 70")
                    .add(EventType.UNDELIVERED, RejectReason.BLOCKED, "undelivered: 100")
                    .add(EventType.FAILED, RejectReason.OTHER, "failed")
                    .add(EventType.FAILED, RejectReason.UNSUBSCRIBED, "failed: 200")
                    .add(EventType.FAILED, RejectReason.TIMED_OUT, "failed: 420")
                    .add(EventType.REJECTED, RejectReason.OTHER, "rejected")
                    .add(EventType.REPLIED, "inbound")
                    .add(EventType.OPTED_OUT, "inbound: STOP")
                    .add(EventType.SUBSCRIBED, "inbound: START");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields form = payload.parameters();
        Optional<String> status = form.text("Status");
        return status.isPresent()
                ? payload.only(form, status, form.text("ErrorCode"))
                : payload.only(
                        form,
                        form.text("MessageUUID").map(_ -> "inbound"),
                        SmsKeyword.in(form.text("Text")));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields form = event.fields();
        EventDraft described =
                draft.occurredAt(
                                form.utc("DeliveryReportTime")
                                        .or(() -> form.utc("SentTime"))
                                        .or(() -> form.utc("QueuedTime"))
                                        .or(() -> form.utc("MessageTime")))
                        .recipient(PhoneNumber.of(form.text(event.is("inbound") ? "From" : "To")))
                        .messageId(form.text("MessageUUID"))
                        .description(form.text("ErrorCode").filter(code -> !code.equals("000")));
        return form.text("Type").filter("whatsapp"::equals).isPresent()
                ? described.via(Channel.OTHER)
                : described;
    }
}
