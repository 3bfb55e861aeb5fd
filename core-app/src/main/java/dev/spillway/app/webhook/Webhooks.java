package dev.spillway.app.webhook;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The bound tenant's webhooks. */
@Repository
class Webhooks {

    private final EntityManager entities;
    private final TenantDatabase database;

    Webhooks(EntityManager entities, TenantDatabase database) {
        this.entities = entities;
        this.database = database;
    }

    /** Newest first, in the order of ids. */
    @Transactional(readOnly = true)
    Listing<WebhookView> list(WebhookFilter filter, Paging paging) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<StoredWebhook> query = builder.createQuery(StoredWebhook.class);
        Root<StoredWebhook> webhook = query.from(StoredWebhook.class);
        List<Predicate> predicates = filter.predicates(builder, webhook);
        paging.after(2)
                .map(cursor -> builder.lessThan(webhook.<UUID>get("id"), cursor.id(0)))
                .ifPresent(predicates::add);
        query.where(predicates.toArray(Predicate[]::new)).orderBy(builder.desc(webhook.get("id")));
        List<StoredWebhook> rows =
                entities.createQuery(query).setMaxResults(paging.rows()).getResultList();
        return paging.page(rows, row -> Cursor.of(row.id())).map(StoredWebhook::view);
    }

    @Transactional(readOnly = true)
    Optional<WebhookView> find(UUID id) {
        return entities.createQuery("from StoredWebhook w where w.id = :id", StoredWebhook.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(StoredWebhook::view);
    }

    /** The headers of a webhook as JSON: {@code [["name", "value"], …]}. */
    Optional<String> headers(UUID id) {
        return database.sql("SELECT headers FROM app_webhook WHERE id = ?")
                .param(Ids.bytes(id))
                .query(String.class)
                .optional();
    }

    /** The bytes as they came. */
    Optional<Body> body(UUID id) {
        return database.sql("SELECT content_type, body FROM app_webhook WHERE id = ?")
                .param(Ids.bytes(id))
                .query(
                        Row.mapper(
                                row -> new Body(row.textOrNull("content_type"), row.bytes("body"))))
                .optional();
    }

    /** The webhook of which this id is a repetition. */
    Optional<UUID> storedInsteadOf(UUID duplicate) {
        return database.sql("SELECT webhook_id FROM app_webhook_duplicate WHERE id = ?")
                .param(Ids.bytes(duplicate))
                .query(Row.mapper(row -> row.id("webhook_id")))
                .optional();
    }
}
