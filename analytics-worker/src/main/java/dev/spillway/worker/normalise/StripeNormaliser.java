package dev.spillway.worker.normalise;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;

/**
 * Stripe's events. Amounts come in minor units, nearly always those of ISO 4217. A payment shows up
 * in several kinds of events; those that name the same payment intent, or the same invoice, are one
 * fact, and so are those that name the same failed charge. Refunds are told by their charge alone:
 * {@code refund.created} tells the same ones, and neither says which of the other's it is.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Types of events</a>
 */
final class StripeNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.COMMERCE)
                    .add(EventType.ORDERED, "checkout.session.completed")
                    .add(EventType.CANCELLED, "checkout.session.expired")
                    .add(
                            EventType.PAID,
                            "charge.succeeded",
                            "checkout.session.async_payment_succeeded",
                            "invoice.paid",
                            "invoice.payment_succeeded",
                            "payment_intent.succeeded")
                    // The first invoice of a subscription is a payment; those of later periods
                    // renew it.
                    .add(
                            EventType.SUBSCRIPTION_RENEWED,
                            "invoice.paid: subscription_cycle",
                            "invoice.payment_succeeded: subscription_cycle")
                    .add(
                            EventType.PAYMENT_FAILED,
                            "charge.failed",
                            "checkout.session.async_payment_failed",
                            "invoice.payment_failed",
                            "payment_intent.payment_failed")
                    .add(EventType.REFUNDED, "charge.refunded")
                    .add(EventType.SUBSCRIPTION_STARTED, "customer.subscription.created")
                    .add(EventType.SUBSCRIPTION_CANCELLED, "customer.subscription.deleted")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_CREATED, "customer.created")
                    .add(EventType.CONTACT_UPDATED, "customer.updated")
                    .add(EventType.CONTACT_DELETED, "customer.deleted");

    /** Where each kind says how much it is. */
    private static final Map<String, String> AMOUNTS =
            Map.ofEntries(
                    Map.entry("checkout.session.completed", "amount_total"),
                    Map.entry("checkout.session.expired", "amount_total"),
                    Map.entry("checkout.session.async_payment_succeeded", "amount_total"),
                    Map.entry("checkout.session.async_payment_failed", "amount_total"),
                    Map.entry("charge.succeeded", "amount"),
                    Map.entry("charge.failed", "amount"),
                    Map.entry("payment_intent.succeeded", "amount_received"),
                    Map.entry("payment_intent.payment_failed", "amount"),
                    Map.entry("invoice.paid", "amount_paid"),
                    Map.entry("invoice.payment_succeeded", "amount_paid"),
                    Map.entry("invoice.payment_failed", "amount_due"));

    /**
     * Where a kind says what was paid, or which attempt to pay failed, if several kinds tell of it:
     * the first that is there. Until the API of 2025-03-31 a charge and an intent name the invoice
     * that they pay, and an invoice the charge that failed.
     */
    private static final Map<String, List<JsonPointer>> FACTS =
            Map.of(
                    "payment_intent.succeeded", members("/invoice", "/id"),
                    "charge.succeeded", members("/invoice", "/payment_intent"),
                    "checkout.session.async_payment_succeeded", members("/payment_intent"),
                    "invoice.paid", members("/id"),
                    "invoice.payment_succeeded", members("/id"),
                    "charge.failed", members("/id"),
                    "payment_intent.payment_failed", members("/last_payment_error/charge"),
                    "invoice.payment_failed", members("/charge"));

    private static final Set<String> INVOICES = Set.of("invoice.paid", "invoice.payment_succeeded");

    /**
     * How many digits behind the point Stripe's amounts have, where it is not as many as the
     * currency's. Kronur and Ugandan shillings have kept the two of before.
     *
     * @see <a href="https://docs.stripe.com/currencies#special-cases">Special cases</a>
     */
    private static final Map<String, Integer> DIGITS = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    /** Beyond any price; times any quantity it still fits. */
    private static final long MOST_UNITS = 1_000_000_000_000L;

    private static List<JsonPointer> members(String... pointers) {
        return Stream.of(pointers).map(JsonPointer::compile).toList();
    }

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Optional<String> word = event.text("type");
        return word.filter(INVOICES::contains).isPresent()
                ? payload.only(event, word, event.text("data", "object", "billing_reason"))
                : payload.only(event, word);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields object = event.at("data", "object");
        return draft.occurredAt(event.fields().epochSeconds("created"))
                .recipient(recipient(object))
                .messageId(id(event, object))
                .campaign(Campaign.in(object.at("metadata")))
                .amount(amount(event, object))
                .description(
                        object.text("failure_message")
                                .or(() -> object.text("last_payment_error", "message"))
                                .or(() -> object.text("cancellation_details", "reason")))
                .providerEventId(event.text("id"))
                .fact(fact(event, object));
    }

    /**
     * Of what was paid, where that is known: so a refund, which names its charge and its intent, is
     * of the campaign that a checkout or an intent was told with.
     */
    private static Optional<String> id(VendorEvent event, Fields object) {
        boolean payment =
                event.words().stream()
                        .findFirst()
                        .filter(word ->
                                word.startsWith("charge.") || word.startsWith("checkout.session."))
                        .isPresent();
        return payment ? object.anyText("payment_intent", "id") : object.text("id");
    }

    private static Optional<String> fact(VendorEvent event, Fields object) {
        return event.words().stream()
                .findFirst()
                .map(FACTS::get)
                .flatMap(members ->
                        members.stream()
                                .flatMap(member -> object.at(member).text().stream())
                                .findFirst());
    }

    private static Optional<Money> amount(VendorEvent event, Fields object) {
        if (event.is("charge.refunded")) {
            return refunded(event, object);
        }
        if (event.is("customer.subscription.created")
                || event.is("customer.subscription.deleted")) {
            return period(object);
        }
        return event.words().stream()
                .findFirst()
                .map(AMOUNTS::get)
                .flatMap(name -> object.integer(name))
                .flatMap(units -> money(units, object));
    }

    /** A charge says how much was refunded so far; what was refunded now is what that changed. */
    private static Optional<Money> refunded(VendorEvent event, Fields charge) {
        long before = event.at("data", "previous_attributes").integer("amount_refunded").orElse(0L);
        return charge.integer("amount_refunded")
                .filter(sum -> before >= 0 && sum >= before)
                .flatMap(sum -> money(sum - before, charge));
    }

    /** What one period costs: the price of its first item times the quantity. */
    private static Optional<Money> period(Fields subscription) {
        Fields item = subscription.at("items", "data").first();
        long quantity =
                item.integer("quantity")
                        .filter(count -> count >= 0 && count < 1_000_000)
                        .orElse(1L);
        return item.integer("price", "unit_amount")
                .filter(unit -> Math.abs(unit) < MOST_UNITS)
                .map(unit -> unit * quantity)
                .flatMap(units -> money(units, item.at("price")));
    }

    private static Optional<Money> money(long units, Fields priced) {
        return priced.text("currency").flatMap(code -> money(units, code));
    }

    private static Optional<Money> money(long units, String currency) {
        Integer digits = DIGITS.get(currency.toUpperCase(Locale.ROOT));
        return digits == null
                ? Money.ofMinorUnits(units, currency)
                : Money.ofDecimal(BigDecimal.valueOf(units, digits), currency);
    }

    private static Optional<String> recipient(Fields object) {
        return object.text("customer_details", "email")
                .or(() -> object.text("customer_email"))
                .or(() -> object.text("billing_details", "email"))
                .or(() -> object.anyText("receipt_email", "email"));
    }
}
