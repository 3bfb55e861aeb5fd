package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Segment: calls of its spec, of which those events are known that the spec itself names. Amounts
 * without a currency are US dollars, says the spec.
 *
 * @see <a href="https://segment.com/docs/connections/spec/ecommerce/v2/">E-commerce spec</a>
 * @see <a href="https://segment.com/docs/connections/spec/email/">E-mail spec</a>
 * @see <a href="https://segment.com/docs/connections/spec/b2b-saas/">B2B SaaS spec</a>
 */
final class SegmentNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.CRM)
                    .add(EventType.CONTACT_UPDATED, "identify")
                    .add(EventType.CONTACT_DELETED, "delete")
                    .add(EventType.CONTACT_CREATED, "track: Signed Up")
                    .in(Channel.COMMERCE)
                    .add(EventType.ORDERED, "track: Order Completed")
                    .add(EventType.REFUNDED, "track: Order Refunded")
                    .add(EventType.CANCELLED, "track: Order Cancelled")
                    .add(EventType.CHECKOUT_STARTED, "track: Checkout Started")
                    .in(Channel.EMAIL)
                    .add(EventType.DELIVERED, "track: Email Delivered")
                    .add(EventType.OPENED, "track: Email Opened")
                    .add(EventType.CLICKED, "track: Email Link Clicked")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "track: Email Bounced")
                    .add(EventType.COMPLAINED, "track: Email Marked as Spam")
                    .add(EventType.UNSUBSCRIBED, "track: Unsubscribed")
                    .in(Channel.PUSH)
                    .add(EventType.DELIVERED, "track: Push Notification Received")
                    .add(EventType.OPENED, "track: Push Notification Tapped")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "track: Push Notification Bounced");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields call = payload.json();
        return payload.only(call, call.text("type"), call.text("event"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields call = event.fields();
        Fields properties = call.at("properties");
        return draft.occurredAt(call.time("timestamp"))
                .recipient(
                        properties
                                .text("email")
                                .or(() -> call.text("traits", "email"))
                                .or(() -> call.text("context", "traits", "email")))
                .messageId(properties.anyText("email_id", "order_id", "checkout_id"))
                .campaign(
                        call.text("context", "campaign", "name")
                                .or(() -> properties.anyText("campaign_name", "campaign_id")))
                .url(properties.anyText("link_url", "url"))
                .userAgent(call.text("context", "userAgent"))
                .amount(amount(properties))
                .providerEventId(call.text("messageId"));
    }

    private static Optional<Money> amount(Fields properties) {
        String currency = properties.text("currency").orElse("USD");
        return properties
                .anyText("total", "revenue", "value")
                .flatMap(amount -> Money.ofDecimal(amount, currency));
    }
}
