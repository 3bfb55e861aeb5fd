package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Iterable's system webhooks: one event a webhook, its details under {@code dataFields}. A click on
 * a hosted unsubscribe page comes beside the unsubscribe and is left out.
 *
 * @see <a href="https://support.iterable.com/hc/en-us/articles/208013936-System-Webhooks">System
 *     webhooks</a>
 */
final class IterableNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "emailSend")
                    .add(EventType.REJECTED, RejectReason.OTHER, "emailSendSkip")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "emailBounce")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "emailBounce: HardBounce")
                    .add(EventType.OPENED, "emailOpen")
                    .add(EventType.CLICKED, "emailClick")
                    .add(EventType.COMPLAINED, "emailComplaint")
                    .add(EventType.SUBSCRIBED, "emailSubscribe")
                    .add(EventType.UNSUBSCRIBED, "emailUnSubscribe")
                    .in(Channel.PUSH)
                    .add(EventType.SENT, "pushSend", "webPushSend")
                    .add(EventType.REJECTED, RejectReason.OTHER, "pushSendSkip", "webPushSendSkip")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "pushBounce")
                    .add(EventType.OPENED, "pushOpen")
                    .add(EventType.CLICKED, "webPushClick")
                    .in(Channel.SMS)
                    .add(EventType.SENT, "smsSend")
                    .add(EventType.REJECTED, RejectReason.OTHER, "smsSendSkip")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "smsBounce")
                    .add(EventType.CLICKED, "smsClick")
                    .add(EventType.REPLIED, "smsReceived")
                    .add(EventType.OPTED_OUT, "smsReceived: STOP")
                    .add(EventType.SUBSCRIBED, "smsReceived: START");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Fields data = event.at("dataFields");
        Optional<String> word = event.text("eventName");
        return switch (word.orElse("")) {
            case "emailBounce" -> payload.only(event, word, data.text("recipientState"));
            case "smsReceived" -> payload.only(event, word, SmsKeyword.in(data.text("smsMessage")));
            default -> payload.only(event, word);
        };
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.at("dataFields");
        boolean sms = event.words().stream().anyMatch(word -> word.startsWith("sms"));
        return draft.occurredAt(data.time("createdAt"))
                .recipient(
                        sms
                                ? data.anyText(
                                        event.is("smsReceived")
                                                ? "fromPhoneNumber"
                                                : "toPhoneNumber",
                                        "phoneNumber")
                                : event.text("email").or(() -> data.text("email")))
                .messageId(data.text("messageId"))
                .campaign(data.anyText("campaignName", "campaignId"))
                .tags(data.texts("labels"))
                .url(data.anyText("linkUrl", "url"))
                .userAgent(data.text("userAgent"))
                // https://community.iterable.com/product-updates/updated-and-new-filtered-metrics-1271
                .machine(data.flag("isBot"))
                .description(data.anyText("bounceMessage", "reason", "unsubSource"));
    }
}
