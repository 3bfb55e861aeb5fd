package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Stripe's events. Amounts come in minor units already. A payment shows up in several kinds of
 * events; a source that subscribes to more than one of them counts it under each.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Types of events</a>
 */
final class StripeNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Fields object = event.at("data", "object");
        return List.of(
                draft(event, object)
                        .occurredAt(event.epochSeconds("created"))
                        .recipient(recipient(object))
                        .messageId(object.text("id"))
                        .campaign(campaign(object))
                        .providerEventId(event.text("id"))
                        .content(event.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Fields event, Fields object) {
        return switch (event.text("type").orElse("")) {
            case "checkout.session.completed" ->
                    commerce(EventType.ORDERED, object, "amount_total");
            case "checkout.session.expired" ->
                    commerce(EventType.CANCELLED, object, "amount_total");
            case "charge.succeeded" -> commerce(EventType.PAID, object, "amount");
            case "charge.failed" ->
                    commerce(EventType.PAYMENT_FAILED, object, "amount")
                            .description(object.text("failure_message"));
            case "charge.refunded" -> commerce(EventType.REFUNDED, object, "amount_refunded");
            case "invoice.paid" -> commerce(paid(object), object, "amount_paid");
            case "invoice.payment_failed" ->
                    commerce(EventType.PAYMENT_FAILED, object, "amount_due");
            case "payment_intent.payment_failed" ->
                    commerce(EventType.PAYMENT_FAILED, object, "amount")
                            .description(object.text("last_payment_error", "message"));
            case "customer.subscription.created" ->
                    subscription(EventType.SUBSCRIPTION_STARTED, object);
            case "customer.subscription.deleted" ->
                    subscription(EventType.SUBSCRIPTION_CANCELLED, object)
                            .description(object.text("cancellation_details", "reason"));
            case "customer.created" -> crm(EventType.CONTACT_CREATED);
            case "customer.updated" -> crm(EventType.CONTACT_UPDATED);
            case "customer.deleted" -> crm(EventType.CONTACT_DELETED);
            default -> EventDraft.unknown(event.text("type"));
        };
    }

    private static EventDraft crm(EventType type) {
        return EventDraft.of(Channel.CRM, type);
    }

    private static EventDraft commerce(EventType type, Fields object, String amount) {
        return EventDraft.of(Channel.COMMERCE, type)
                .amount(
                        object.integer(amount)
                                .flatMap(units -> money(units, object.text("currency"))));
    }

    /** The first invoice of a subscription is a payment; those of later periods renew it. */
    private static EventType paid(Fields invoice) {
        return invoice.text("billing_reason").filter("subscription_cycle"::equals).isPresent()
                ? EventType.SUBSCRIPTION_RENEWED
                : EventType.PAID;
    }

    /** What one period costs: the price of its first item times the quantity. */
    private static EventDraft subscription(EventType type, Fields subscription) {
        Fields item = subscription.at("items", "data").first();
        Optional<Money> amount =
                item.integer("price", "unit_amount")
                        .map(unit -> unit * quantity(item))
                        .flatMap(units -> money(units, item.text("price", "currency")));
        return EventDraft.of(Channel.COMMERCE, type).amount(amount);
    }

    private static long quantity(Fields item) {
        return item.integer("quantity").filter(count -> count >= 0 && count < 1_000_000).orElse(1L);
    }

    private static Optional<Money> money(long units, Optional<String> currency) {
        return currency.flatMap(code -> Money.ofMinorUnits(units, code));
    }

    private static Optional<String> recipient(Fields object) {
        return object.text("customer_details", "email")
                .or(() -> object.text("customer_email"))
                .or(() -> object.text("billing_details", "email"))
                .or(() -> object.text("receipt_email"))
                .or(() -> object.text("email"));
    }

    /** Stripe knows no campaigns; shops hand theirs through as metadata. */
    private static Optional<String> campaign(Fields object) {
        return object.text("metadata", "campaign")
                .or(() -> object.text("metadata", "utm_campaign"));
    }
}
