package dev.spillway.worker.normalise;

import java.util.List;

/**
 * MailerSend, in both of its formats: what the second has in {@code data} and {@code data.meta},
 * the first has in {@code data.email} and {@code data.morph}. First opens and clicks come beside
 * all of them and are left out.
 *
 * @see <a href="https://developers.mailersend.com/api/v1/webhooks.html">Webhooks</a>
 */
final class MailerSendNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "activity.sent")
                    .add(EventType.DELIVERED, "activity.delivered")
                    .add(EventType.DEFERRED, "activity.deferred")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "activity.soft_bounced")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "activity.hard_bounced")
                    .add(EventType.REJECTED, RejectReason.OTHER, "activity.suppressed")
                    .add(EventType.OPENED, "activity.opened")
                    .add(EventType.CLICKED, "activity.clicked")
                    .add(EventType.UNSUBSCRIBED, "activity.unsubscribed")
                    .add(EventType.COMPLAINED, "activity.spam_complaint")
                    .add(EventType.INBOUND, "inbound.message")
                    .in(Channel.CRM)
                    .add(EventType.FORM_SUBMITTED, "activity.survey_submitted");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        return payload.only(event, event.text("type"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.at("data");
        Fields email = data.at("email");
        Fields more = data.at("morph").node().isObject() ? data.at("morph") : data.at("meta");
        return draft.occurredAt(data.time("created_at").or(() -> event.fields().time("created_at")))
                .recipient(
                        data.text("recipient")
                                .or(() -> email.text("recipient", "email"))
                                .or(() -> data.text("from", "email")))
                .messageId(data.text("message_id").or(() -> email.text("message", "id")))
                .tags(email.node().isObject() ? email.texts("tags") : data.texts("tags"))
                .url(more.text("url"))
                .userAgent(more.text("user_agent"))
                .description(
                        more.anyText(
                                "readable_reason",
                                "reason",
                                "bounce_reason",
                                "suppression_reason",
                                "unsubscribe_reason"));
    }
}
