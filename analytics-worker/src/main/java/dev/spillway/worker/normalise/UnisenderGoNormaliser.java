package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Unisender Go: events of several users and projects in one callback. A status goes with one of
 * delivery, which says why. Times are UTC.
 *
 * @see <a href="https://godocs.unisender.ru/web-api-ref#callback-format">Callback format</a>
 */
final class UnisenderGoNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "sent")
                    .add(EventType.DELIVERED, "delivered")
                    .add(EventType.OPENED, "opened")
                    .add(EventType.CLICKED, "clicked")
                    .add(EventType.UNSUBSCRIBED, "unsubscribed")
                    .add(EventType.SUBSCRIBED, "subscribed")
                    .add(EventType.COMPLAINED, "spam")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "soft_bounced")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "hard_bounced")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.INVALID,
                            "hard_bounced: err_user_unknown",
                            "hard_bounced: err_user_inactive",
                            "hard_bounced: err_domain_inactive")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.OTHER,
                            "hard_bounced: err_mailbox_full",
                            "hard_bounced: err_too_large",
                            "hard_bounced: err_delivery_failed")
                    .add(EventType.BOUNCED, RejectReason.SPAM, "hard_bounced: err_spam_rejected")
                    .add(EventType.BOUNCED, RejectReason.BLOCKED, "hard_bounced: err_blacklisted")
                    .add(
                            EventType.REJECTED,
                            RejectReason.UNSUBSCRIBED,
                            "hard_bounced: err_unsubscribed")
                    .add(EventType.REJECTED, RejectReason.SPAM, "hard_bounced: err_spam_skipped")
                    .add(EventType.FAILED, RejectReason.OTHER, "hard_bounced: err_lost");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        if (!body.at("events_by_user").isArray()) {
            return payload.only(body);
        }
        return body.at("events_by_user").items().stream()
                .flatMap(user -> user.at("events").items().stream())
                .map(event -> event(payload, event))
                .toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        Fields data = event.at("event_data");
        Optional<String> status = data.text("status");
        Optional<String> why = data.text("delivery_info", "delivery_status");
        return status.isPresent()
                ? VendorEvent.of(payload, data, status, why)
                : VendorEvent.of(payload, data, event.text("event_name"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.fields();
        Fields delivery = data.at("delivery_info");
        return draft.occurredAt(data.utc("event_time").or(() -> data.utc("block_time")))
                .recipient(data.text("email"))
                .messageId(data.text("job_id"))
                .campaign(Campaign.in(data.at("metadata")))
                .url(data.text("url"))
                .userAgent(delivery.text("user_agent"))
                .description(delivery.anyText("destination_response", "delivery_status"));
    }
}
