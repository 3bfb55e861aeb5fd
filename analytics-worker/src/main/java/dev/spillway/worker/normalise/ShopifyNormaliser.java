package dev.spillway.worker.normalise;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Shopify names the topic in a header; the body is the resource itself. Amounts are decimals.
 *
 * @see <a href="https://shopify.dev/docs/api/webhooks">Webhook topics</a>
 */
final class ShopifyNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Optional<String> topic = payload.header("X-Shopify-Topic");
        return List.of(
                draft(topic, body)
                        .recipient(body.text("email").or(() -> body.text("customer", "email")))
                        .messageId(body.text("order_id").or(() -> body.text("id")))
                        .tags(tags(body))
                        .providerEventId(payload.eventKey())
                        .content(body.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Optional<String> topic, Fields body) {
        return switch (topic.orElse("")) {
            case "orders/create" ->
                    commerce(EventType.ORDERED, body).occurredAt(body.time("created_at"));
            case "orders/paid" ->
                    commerce(EventType.PAID, body)
                            .occurredAt(body.time("processed_at").or(() -> updated(body)));
            case "orders/cancelled" ->
                    commerce(EventType.CANCELLED, body)
                            .occurredAt(body.time("cancelled_at"))
                            .description(body.text("cancel_reason"));
            case "refunds/create" -> refund(body).occurredAt(body.time("created_at"));
            case "checkouts/create" ->
                    commerce(EventType.CHECKOUT_STARTED, body).occurredAt(body.time("created_at"));
            case "customers/create" ->
                    crm(EventType.CONTACT_CREATED).occurredAt(body.time("created_at"));
            case "customers/update" -> crm(EventType.CONTACT_UPDATED).occurredAt(updated(body));
            case "customers/delete" -> crm(EventType.CONTACT_DELETED);
            default -> EventDraft.unknown(topic).occurredAt(updated(body));
        };
    }

    private static Optional<Instant> updated(Fields body) {
        return body.time("updated_at");
    }

    private static EventDraft crm(EventType type) {
        return EventDraft.of(Channel.CRM, type);
    }

    private static EventDraft commerce(EventType type, Fields order) {
        return EventDraft.of(Channel.COMMERCE, type)
                .amount(money(order.text("total_price"), order.text("currency")));
    }

    /** What was paid back, in the first transaction of the refund. */
    private static EventDraft refund(Fields refund) {
        Fields transaction = refund.at("transactions").first();
        return EventDraft.of(Channel.COMMERCE, EventType.REFUNDED)
                .amount(money(transaction.text("amount"), transaction.text("currency")))
                .description(refund.text("note"));
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
