package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sinch: callbacks of its Conversation API, each under a name of its own, and those of its SMS API,
 * which say a {@code type}.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/callbacks/">Conversation API</a>
 * @see <a href="https://developers.sinch.com/docs/sms/api-reference/sms/webhooks">SMS API</a>
 */
final class SinchNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.SENT, "report: QUEUED_ON_CHANNEL", "report: Dispatched")
                    .add(EventType.QUEUED, "report: Queued")
                    .add(EventType.DELIVERED, "report: DELIVERED", "report: Delivered")
                    .add(EventType.OPENED, "report: READ")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.OTHER,
                            "report: FAILED",
                            "report: Failed")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.INVALID,
                            "report: FAILED: RECIPIENT_INVALID_CHANNEL_IDENTITY")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.UNSUBSCRIBED,
                            "report: FAILED: RECIPIENT_NOT_OPTED_IN")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.BLOCKED,
                            "report: FAILED: CHANNEL_REJECT")
                    .add(EventType.UNDELIVERED, RejectReason.TIMED_OUT, "report: Expired")
                    .add(
                            EventType.REJECTED,
                            RejectReason.OTHER,
                            "report: Rejected",
                            "report: Aborted")
                    .add(EventType.REPLIED, "inbound")
                    .add(EventType.OPTED_OUT, "inbound: STOP", "opt_out")
                    .add(EventType.SUBSCRIBED, "inbound: START", "opt_in");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Fields report = body.at("message_delivery_report");
        Fields message = body.at("message");
        if (report.node().isObject()) {
            return payload.only(
                    body,
                    Optional.of("report"),
                    report.text("status"),
                    report.text("reason", "code"));
        }
        if (message.node().isObject()) {
            Optional<String> text = message.text("contact_message", "text_message", "text");
            return payload.only(body, Optional.of("inbound"), SmsKeyword.in(text));
        }
        return payload.only(body, word(body), narrower(body));
    }

    private static Optional<String> word(Fields body) {
        if (body.at("opt_out_notification").node().isObject()) {
            return Optional.of("opt_out");
        }
        if (body.at("opt_in_notification").node().isObject()) {
            return Optional.of("opt_in");
        }
        return body.text("type")
                .map(type ->
                        switch (type) {
                            case "recipient_delivery_report_sms" -> "report";
                            case "mo_text" -> "inbound";
                            default -> type;
                        });
    }

    private static Optional<String> narrower(Fields body) {
        return body.text("status").or(() -> SmsKeyword.in(body.text("body")));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields body = event.fields();
        Fields told =
                body.members()
                        .filter(member ->
                                member.getKey().equals("message_delivery_report")
                                        || member.getKey().equals("message")
                                        || member.getKey().startsWith("opt_"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(body);
        Optional<String> channel =
                told.text("channel_identity", "channel").or(() -> told.text("channel"));
        EventDraft described =
                draft.occurredAt(
                                body.time("event_time")
                                        .or(() -> body.time("at"))
                                        .or(() -> body.time("received_at")))
                        .recipient(PhoneNumber.of(recipient(event, told)))
                        .messageId(told.anyText("message_id", "id", "batch_id"))
                        .tags(body.texts("client_reference"))
                        .description(
                                told.text("reason", "description")
                                        .or(() -> told.text("code").filter(c -> !c.equals("0"))));
        return channel.filter(by -> !isText(by)).isPresent()
                ? described.via(Channel.OTHER)
                : described;
    }

    private static Optional<String> recipient(VendorEvent event, Fields told) {
        return told.text("channel_identity", "identity")
                .or(() -> told.anyText("identity", "recipient"))
                .or(() -> event.is("inbound") ? told.text("from") : told.text("to"));
    }

    private static boolean isText(String channel) {
        return channel.equals("SMS") || channel.equals("MMS") || channel.equals("RCS");
    }
}
