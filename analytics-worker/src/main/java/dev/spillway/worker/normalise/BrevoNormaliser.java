package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Brevo: events of single messages and of campaigns, one or, if batched, an array of them; replies
 * come as {@code items}; SMS have {@code msg_status} instead of {@code event}. Its dates are local
 * times of nobody knows where, its epochs are UTC. A first open comes beside every open and is left
 * out.
 *
 * @see <a href="https://developers.brevo.com/docs/transactional-webhooks">Transactional
 *     webhooks</a>
 * @see <a href="https://developers.brevo.com/docs/marketing-webhooks">Marketing webhooks</a>
 */
final class BrevoNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "request")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.DEFERRED, "deferred")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "hard_bounce")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "soft_bounce")
                    .add(EventType.BOUNCED, RejectReason.INVALID, "invalid_email")
                    .add(EventType.REJECTED, RejectReason.BLOCKED, "blocked")
                    .add(EventType.FAILED, RejectReason.OTHER, "error")
                    .add(EventType.COMPLAINED, "spam")
                    .add(EventType.OPENED, "opened", "proxy_open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.UNSUBSCRIBED, "unsubscribed", "unsubscribe")
                    .add(EventType.SUBSCRIBED, "list_addition")
                    .add(EventType.INBOUND, "inbound")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_UPDATED, "contact_updated")
                    .add(EventType.CONTACT_DELETED, "contact_deleted")
                    .in(Channel.SMS)
                    .add(EventType.QUEUED, "sms: accepted")
                    .add(EventType.SENT, "sms: sent")
                    .add(EventType.DELIVERED, "sms: delivered")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.OTHER,
                            "sms: soft_bounce",
                            "sms: hard_bounce")
                    .add(
                            EventType.REJECTED,
                            RejectReason.BLOCKED,
                            "sms: rejected",
                            "sms: blacklisted")
                    .add(EventType.REPLIED, "sms: replied")
                    .add(EventType.OPTED_OUT, "sms: unsubscribe");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        if (body.at("items").isArray()) {
            return body.at("items").items().stream()
                    .map(item -> VendorEvent.of(payload, item, Optional.of("inbound")))
                    .toList();
        }
        return Payload.oneOrMore(body).stream().map(event -> event(payload, event)).toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        Optional<String> sms = event.text("msg_status");
        return sms.isPresent()
                ? VendorEvent.of(payload, event, Optional.of("sms"), sms)
                : VendorEvent.of(payload, event, event.text("event"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return draft.occurredAt(
                        fields.epoch("ts_epoch")
                                .or(() -> fields.epoch("ts_event"))
                                .or(() -> fields.epoch("ts")))
                .recipient(
                        fields.texts("email").stream()
                                .findFirst()
                                .or(() -> PhoneNumber.of(fields.text("to")))
                                .or(() -> fields.text("From", "Address")))
                .messageId(fields.anyText("message-id", "messageId", "MessageId"))
                .campaign(fields.anyText("campaign name", "camp_id"))
                .tags(fields.texts(fields.at("tags").isArray() ? "tags" : "tag"))
                .url(fields.anyText("link", "URL"))
                .userAgent(fields.text("user_agent"))
                // https://help.brevo.com/hc/en-us/articles/4406537065618
                .machine(event.is("proxy_open"))
                .description(fields.anyText("reason", "description"))
                .providerEventId(fields.at("Uuid").first().text());
    }
}
