package dev.spillway.app.event;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; what is null does not matter.
 *
 * @param campaign a campaign's id or name
 * @param recipientHashes any of these, 32 bytes each
 * @param from happened at or after
 * @param to happened before
 */
record EventFilter(
        @Nullable String type,
        @Nullable UUID source,
        @Nullable UUID webhook,
        @Nullable String campaign,
        @Nullable List<byte[]> recipientHashes,
        @Nullable String channel,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean machine) {

    List<Predicate> predicates(CriteriaBuilder builder, Root<StoredEvent> event) {
        List<Predicate> all = new ArrayList<>();
        equal(builder, event, "type", type, all);
        equal(builder, event, "sourceId", source, all);
        equal(builder, event, "webhookId", webhook, all);
        equal(builder, event, "channel", channel, all);
        equal(builder, event, "machine", machine, all);
        if (recipientHashes != null) {
            all.add(event.get("recipientHash").in(recipientHashes));
        }
        campaign(builder, event, all);
        if (from != null) {
            all.add(builder.greaterThanOrEqualTo(event.<Instant>get("occurredAt"), from));
        }
        if (to != null) {
            all.add(builder.lessThan(event.<Instant>get("occurredAt"), to));
        }
        return all;
    }

    private void campaign(CriteriaBuilder builder, Root<StoredEvent> event, List<Predicate> all) {
        if (campaign == null) {
            return;
        }
        Predicate named = builder.equal(event.get("campaign"), campaign);
        UUID id = id(campaign);
        all.add(id == null ? named : builder.or(named, builder.equal(event.get("campaignId"), id)));
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null; // then it is a name
        }
    }

    private static void equal(
            CriteriaBuilder builder,
            Root<StoredEvent> event,
            String field,
            @Nullable Object value,
            List<Predicate> all) {
        if (value != null) {
            all.add(builder.equal(event.get(field), value));
        }
    }
}
