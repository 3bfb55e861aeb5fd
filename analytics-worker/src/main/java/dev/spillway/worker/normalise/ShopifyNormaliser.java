package dev.spillway.worker.normalise;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shopify names the topic in a header; the body is the resource itself. Amounts are decimals.
 *
 * @see <a href="https://shopify.dev/docs/api/webhooks">Webhook topics</a>
 */
final class ShopifyNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.COMMERCE)
                    .add(EventType.ORDERED, "orders/create")
                    .add(EventType.PAID, "orders/paid")
                    .add(EventType.CANCELLED, "orders/cancelled")
                    .add(EventType.REFUNDED, "refunds/create")
                    .add(EventType.CHECKOUT_STARTED, "checkouts/create")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_CREATED, "customers/create")
                    .add(EventType.CONTACT_UPDATED, "customers/update")
                    .add(EventType.CONTACT_DELETED, "customers/delete")
                    .in(Channel.EMAIL)
                    .add(
                            EventType.SUBSCRIBED,
                            "customers_email_marketing_consent/update: subscribed")
                    .add(
                            EventType.UNSUBSCRIBED,
                            "customers_email_marketing_consent/update: unsubscribed")
                    .in(Channel.SMS)
                    .add(EventType.SUBSCRIBED, "customers_marketing_consent/update: subscribed")
                    .add(EventType.OPTED_OUT, "customers_marketing_consent/update: unsubscribed");

    /** Which moment of an order's life a topic tells of; the others are updates. */
    private static final Map<String, String> MOMENTS =
            Map.of(
                    "orders/create", "created_at",
                    "orders/paid", "processed_at",
                    "orders/cancelled", "cancelled_at",
                    "refunds/create", "created_at",
                    "checkouts/create", "created_at",
                    "customers/create", "created_at");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Optional<String> topic =
                payload.header("X-Shopify-Topic").or(() -> payload.header("Shopify-Topic"));
        return payload.only(body, topic, consent(body).text("state"));
    }

    private static Fields consent(Fields body) {
        Fields email = body.at("email_marketing_consent");
        return email.node().isObject() ? email : body.at("sms_marketing_consent");
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields body = event.fields();
        return draft.occurredAt(occurredAt(event))
                .recipient(
                        body.anyText("email", "email_address")
                                .or(() -> body.text("customer", "email"))
                                .or(() -> body.text("phone")))
                .messageId(body.anyText("order_id", "id", "customer_id"))
                .campaign(Campaign.ofLink(body.text("landing_site")))
                .tags(tags(body))
                .amount(event.is("refunds/create") ? refund(body) : price(body))
                .description(body.anyText("cancel_reason", "note"));
    }

    private static Optional<Instant> occurredAt(VendorEvent event) {
        Fields body = event.fields();
        return event.words().stream()
                .findFirst()
                .map(MOMENTS::get)
                .flatMap(name -> body.time(name))
                .or(() -> consent(body).time("consent_updated_at"))
                .or(() -> body.time("updated_at"))
                .or(() -> triggeredAt(event.payload()));
    }

    /** A deleted customer is told by his id alone. */
    private static Optional<Instant> triggeredAt(Payload payload) {
        return payload.header("X-Shopify-Triggered-At")
                .or(() -> payload.header("Shopify-Triggered-At"))
                .flatMap(Fields::timeOf);
    }

    private static Optional<Money> price(Fields order) {
        return money(order.text("total_price"), order.text("currency"));
    }

    /** What was paid back, in all of the refund's transactions that went through. */
    private static Optional<Money> refund(Fields refund) {
        List<Fields> paid =
                refund.at("transactions").items().stream()
                        .filter(each -> each.text("kind").filter("refund"::equals).isPresent())
                        .filter(each -> each.text("status").filter("success"::equals).isPresent())
                        .toList();
        Optional<BigDecimal> sum =
                paid.stream()
                        .flatMap(each -> each.text("amount").flatMap(Money::decimal).stream())
                        .reduce(BigDecimal::add);
        return money(
                sum.map(BigDecimal::toPlainString),
                paid.stream().findFirst().flatMap(each -> each.text("currency")));
    }

    private static Optional<Money> money(Optional<String> amount, Optional<String> currency) {
        return amount.flatMap(text -> currency.flatMap(code -> Money.ofDecimal(text, code)));
    }

    private static List<String> tags(Fields body) {
        return body.text("tags").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
