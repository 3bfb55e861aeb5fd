package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Customer.io's reporting webhooks: one event a webhook, named by an object and what was measured
 * of it.
 *
 * @see <a href="https://docs.customer.io/api/webhooks/">Reporting webhooks</a>
 */
final class CustomerIoNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "email: drafted")
                    .add(EventType.SENT, "email: sent")
                    .add(EventType.DEFERRED, "email: attempted", "email: deferred")
                    .add(EventType.DELIVERED, "email: delivered")
                    .add(EventType.OPENED, "email: opened")
                    .add(EventType.CLICKED, "email: clicked")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "email: bounced")
                    .add(
                            EventType.REJECTED,
                            RejectReason.OTHER,
                            "email: dropped",
                            "email: undeliverable")
                    .add(EventType.FAILED, RejectReason.OTHER, "email: failed")
                    .add(EventType.COMPLAINED, "email: spammed")
                    .add(EventType.UNSUBSCRIBED, "email: unsubscribed", "customer: unsubscribed")
                    .add(EventType.SUBSCRIBED, "customer: subscribed")
                    .in(Channel.CRM)
                    .add(
                            EventType.CONTACT_UPDATED,
                            "customer: cio_subscription_preferences_changed")
                    .in(Channel.SMS)
                    .add(EventType.QUEUED, "sms: drafted")
                    .add(EventType.SENT, "sms: sent")
                    .add(EventType.DEFERRED, "sms: attempted")
                    .add(EventType.DELIVERED, "sms: delivered")
                    .add(EventType.CLICKED, "sms: clicked")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "sms: bounced")
                    .add(EventType.FAILED, RejectReason.OTHER, "sms: failed")
                    .add(EventType.REJECTED, RejectReason.OTHER, "sms: undeliverable")
                    .in(Channel.PUSH)
                    .add(EventType.QUEUED, "push: drafted")
                    .add(EventType.SENT, "push: sent")
                    .add(EventType.DEFERRED, "push: attempted")
                    .add(EventType.DELIVERED, "push: delivered")
                    .add(EventType.OPENED, "push: opened")
                    .add(EventType.CLICKED, "push: clicked")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "push: bounced")
                    .add(
                            EventType.REJECTED,
                            RejectReason.OTHER,
                            "push: dropped",
                            "push: undeliverable")
                    .add(EventType.FAILED, RejectReason.OTHER, "push: failed");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        return payload.only(event, event.text("object_type"), event.text("metric"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.at("data");
        return draft.occurredAt(event.fields().epochSeconds("timestamp"))
                .recipient(recipient(event, data))
                .messageId(data.text("delivery_id"))
                .campaign(
                        data.anyText(
                                "campaign_id",
                                "broadcast_id",
                                "newsletter_id",
                                "transactional_message_id"))
                .url(data.text("href"))
                .description(data.text("failure_message"))
                .providerEventId(event.text("event_id"));
    }

    /** A push has devices for recipients: who is meant stands beside them. */
    private static Optional<String> recipient(VendorEvent event, Fields data) {
        return event.is("push")
                ? data.text("identifiers", "email")
                : data.anyText("recipient", "email_address")
                        .or(() -> data.text("identifiers", "email"));
    }
}
