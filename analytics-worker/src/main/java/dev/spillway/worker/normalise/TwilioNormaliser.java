package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Twilio's messages: a form for each change of a message's status, for each message received, and
 * for each click on a shortened link. Between {@code queued} and {@code sent} lie statuses that
 * repeat one of them; they are left out.
 *
 * @see <a
 *     href="https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks">Message
 *     status in status callbacks</a>
 * @see <a href="https://www.twilio.com/docs/messaging/guides/webhook-request">Incoming messages</a>
 * @see <a href="https://www.twilio.com/docs/messaging/features/link-shortening">Link shortening</a>
 */
final class TwilioNormaliser implements Normaliser {

    private static final String WHATSAPP = "whatsapp:";

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.QUEUED, "queued")
                    .add(EventType.SENT, "sent")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.OPENED, "read")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "undelivered")
                    .add(EventType.FAILED, RejectReason.OTHER, "failed")
                    // https://www.twilio.com/docs/api/errors
                    .add(EventType.UNDELIVERED, RejectReason.BLOCKED, "undelivered: 30004")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.INVALID,
                            "undelivered: 30005",
                            "undelivered: 30006")
                    .add(EventType.UNDELIVERED, RejectReason.SPAM, "undelivered: 30007")
                    .add(EventType.FAILED, RejectReason.INVALID, "failed: 21211")
                    .add(EventType.FAILED, RejectReason.UNSUBSCRIBED, "failed: 21610")
                    .add(EventType.REPLIED, "received")
                    .add(EventType.OPTED_OUT, "received: STOP")
                    .add(EventType.SUBSCRIBED, "received: START");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields form = payload.parameters();
        Optional<String> status =
                form.anyText("MessageStatus", "SmsStatus").or(() -> form.text("event_type"));
        return status.filter("received"::equals).isPresent()
                ? payload.only(
                        form,
                        status,
                        form.text("OptOutType").or(() -> SmsKeyword.in(form.text("Body"))))
                : payload.only(form, status, form.text("ErrorCode"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields form = event.fields();
        Optional<String> person =
                event.is("received") ? form.text("From") : form.anyText("To", "to");
        EventDraft described =
                draft.occurredAt(form.time("click_time"))
                        .recipient(person.map(TwilioNormaliser::number))
                        .messageId(form.anyText("MessageSid", "SmsSid", "sms_sid"))
                        .url(form.text("link"))
                        .userAgent(form.text("user_agent"))
                        .description(form.anyText("ErrorMessage", "ErrorCode"));
        return person.filter(to -> to.startsWith(WHATSAPP)).isPresent()
                ? described.via(Channel.OTHER)
                : described;
    }

    private static String number(String address) {
        return address.startsWith(WHATSAPP) ? address.substring(WHATSAPP.length()) : address;
    }
}
