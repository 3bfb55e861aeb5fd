package dev.spillway.app.event;

import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The bound tenant's events. */
@Repository
class Events {

    private final EntityManager entities;
    private final JsonMapper json;

    Events(EntityManager entities, JsonMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** Newest first by event time. */
    @Transactional(readOnly = true)
    Listing<EventView> list(EventFilter filter, Paging paging) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<StoredEvent> query = builder.createQuery(StoredEvent.class);
        Root<StoredEvent> event = query.from(StoredEvent.class);
        List<Predicate> predicates = filter.predicates(builder, event);
        paging.after(4).map(cursor -> beyond(builder, event, cursor)).ifPresent(predicates::add);
        query.where(predicates.toArray(Predicate[]::new))
                .orderBy(
                        builder.desc(event.get("occurredAt")),
                        builder.desc(event.get("webhookId")),
                        builder.desc(event.get("ordinal")));
        List<StoredEvent> rows =
                entities.createQuery(query).setMaxResults(paging.rows()).getResultList();
        return paging.page(rows, StoredEvent::place).map(row -> EventView.of(row, json));
    }

    /** The first condition alone is what the index can use; the others settle ties. */
    private static Predicate beyond(
            CriteriaBuilder builder, Root<StoredEvent> event, Cursor cursor) {
        Path<Instant> occurredAt = event.get("occurredAt");
        Path<UUID> webhookId = event.get("webhookId");
        Path<Integer> ordinal = event.get("ordinal");
        Instant last = Instant.ofEpochMilli(cursor.number(0));
        UUID webhook = cursor.id(1);
        Predicate laterInWebhook =
                builder.and(
                        builder.equal(webhookId, webhook),
                        builder.lessThan(ordinal, (int) cursor.number(3)));
        return builder.and(
                builder.lessThanOrEqualTo(occurredAt, last),
                builder.or(
                        builder.lessThan(occurredAt, last),
                        builder.lessThan(webhookId, webhook),
                        laterInWebhook));
    }
}
