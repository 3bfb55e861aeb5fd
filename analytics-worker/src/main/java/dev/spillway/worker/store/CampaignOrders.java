package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.normalise.Channel;
import dev.spillway.worker.rollup.CampaignId;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives what a vendor tells of an order later, above all its refund, to the campaign that brought
 * the order. Vendors name that once, with the order. Inside the caller's transaction; thread-safe.
 */
final class CampaignOrders {

    /** Who says first whose an order is. All columns are of fixed length. */
    private static final Insert INSERT =
            Insert.of(
                    "INSERT IGNORE INTO campaign_order (tenant_id, source_id, order_id,"
                            + " campaign_id, seen_at)");

    private static final String FIND =
            "SELECT o.tenant_id, o.source_id, o.order_id, c.name FROM campaign_order o"
                    + " JOIN campaign c ON c.tenant_id = o.tenant_id AND c.id = o.campaign_id WHERE";

    private static final List<String> KEY = List.of("o.tenant_id", "o.source_id", "o.order_id");

    private final Rows rows;

    CampaignOrders(Rows rows) {
        this.rows = rows;
    }

    /**
     * An order. A forger's are kept apart: what he says of one must not lead a real refund away.
     */
    private record Order(UUID tenantId, UUID sourceId, UUID id) {

        static final Comparator<Order> BY_KEY =
                Comparator.comparing(Order::tenantId, Ids.BY_BYTES)
                        .thenComparing(Order::sourceId, Ids.BY_BYTES)
                        .thenComparing(Order::id, Ids.BY_BYTES);

        /** Empty where the event is of no order, or a test. */
        static Optional<Order> of(StoredEvent stored) {
            Webhook webhook = stored.received().webhook();
            String id = stored.found().event().messageId();
            boolean commerce = stored.found().event().channel() == Channel.COMMERCE;
            return id == null || !commerce || webhook.test()
                    ? Optional.empty()
                    : Optional.of(
                            new Order(
                                    stored.received().tenantId(),
                                    webhook.sourceId(),
                                    hash(webhook.verification() == Verification.VERIFIED, id)));
        }

        private static UUID hash(boolean verified, String id) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update((byte) (verified ? 1 : 0));
                byte[] hash = sha256.digest(id.getBytes(StandardCharsets.UTF_8));
                return Ids.uuid(Arrays.copyOf(hash, 16));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is missing from this JDK", e);
            }
        }

        Object[] columns() {
            return new Object[] {Ids.bytes(tenantId), Ids.bytes(sourceId), Ids.bytes(id)};
        }
    }

    /** The same events, those without a campaign as of their order's, where that is known. */
    List<StoredEvent> adopt(List<StoredEvent> events, Instant now) {
        SortedMap<Order, String> named = new TreeMap<>(Order.BY_KEY);
        SortedMap<Order, StoredEvent> nameless = new TreeMap<>(Order.BY_KEY);
        for (StoredEvent event : events) {
            String campaign = event.found().event().campaign();
            Order.of(event)
                    .ifPresent(order -> {
                        if (campaign == null) {
                            nameless.putIfAbsent(order, event);
                        } else {
                            named.putIfAbsent(order, campaign);
                        }
                    });
        }
        remember(named, now);
        if (nameless.isEmpty()) {
            return events;
        }
        Map<Order, String> campaigns = known(nameless.keySet());
        named.forEach(campaigns::putIfAbsent);
        return events.stream().map(event -> adopted(event, campaigns)).toList();
    }

    private static StoredEvent adopted(StoredEvent event, Map<Order, String> campaigns) {
        return event.found().event().campaign() != null
                ? event
                : Order.of(event).map(campaigns::get).map(event::broughtBy).orElse(event);
    }

    private void remember(SortedMap<Order, String> named, Instant now) {
        rows.insert(
                INSERT,
                List.copyOf(named.entrySet()),
                each ->
                        new Object[] {
                            Ids.bytes(each.getKey().tenantId()),
                            Ids.bytes(each.getKey().sourceId()),
                            Ids.bytes(each.getKey().id()),
                            Ids.bytes(CampaignId.of(each.getValue())),
                            UtcTime.column(now)
                        });
    }

    private Map<Order, String> known(Collection<Order> orders) {
        Map<Order, String> known = new HashMap<>();
        rows.find(
                FIND,
                KEY,
                orders,
                Order::columns,
                row ->
                        known.put(
                                new Order(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        Ids.uuid(row.getBytes("source_id")),
                                        Ids.uuid(row.getBytes("order_id"))),
                                row.getString("name")));
        return known;
    }
}
