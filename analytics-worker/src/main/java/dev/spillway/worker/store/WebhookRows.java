package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.sql.HeaderText;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.sql.WebhookColumns;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code webhook} and {@code webhook_duplicate}, inside the caller's transaction. */
final class WebhookRows {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT INTO webhook (tenant_id, id, expires_on, source_id, parcel_id,"
                            + " provider, received_at, stored_at, method, path, query, content_type,"
                            + " headers, body, size_bytes, verification, event_key, event_count,"
                            + " outcome, test)");

    /**
     * The same id may come again in another parcel; where it leads was said the first time. All
     * columns are of fixed length, so there is nothing else that IGNORE could hide.
     */
    private static final Insert INSERT_DUPLICATE =
            Insert.of(
                    "INSERT IGNORE INTO webhook_duplicate (tenant_id, id, webhook_id,"
                            + " source_id, received_at, expires_on)");

    /** Names the whole key: a stored webhook may lie in any partition. */
    private static final String COUNT_DUPLICATES =
            "UPDATE webhook SET duplicates = duplicates + ?"
                    + " WHERE tenant_id = ? AND id = ? AND expires_on = ?";

    private static final String REVISE =
            "UPDATE webhook SET outcome = ?, event_count = ?"
                    + " WHERE tenant_id = ? AND id = ? AND expires_on = ?";

    private static final Comparator<Candidate<Received>> BY_ID =
            Comparator.<Candidate<Received>, UUID>comparing(
                            each -> each.key().tenantId(), Ids.BY_BYTES)
                    .thenComparing(Candidate::webhookId, Ids.BY_BYTES);

    private final Rows rows;

    WebhookRows(Rows rows) {
        this.rows = rows;
    }

    /**
     * Stores.
     *
     * @param eventCounts how many events of each webhook are stored with it
     */
    void insert(List<Candidate<Received>> webhooks, Map<UUID, Integer> eventCounts, Instant now) {
        rows.insert(
                INSERT,
                webhooks.stream().sorted(BY_ID).toList(),
                each ->
                        row(
                                each.subject(),
                                (Reading.Storable) each.subject().reading(),
                                eventCounts.getOrDefault(each.webhookId(), 0),
                                now));
    }

    private static @Nullable Object[] row(
            Received received, Reading.Storable reading, int eventCount, Instant now) {
        Webhook webhook = received.webhook();
        return new @Nullable Object[] {
            Ids.bytes(received.tenantId()),
            Ids.bytes(webhook.id()),
            reading.webhookExpiresOn(),
            Ids.bytes(webhook.sourceId()),
            Ids.bytes(received.parcelId()),
            webhook.provider(),
            UtcTime.column(webhook.receivedAt()),
            UtcTime.column(now),
            webhook.method(),
            webhook.path(),
            webhook.query(),
            WebhookColumns.contentType(webhook),
            HeaderText.of(webhook.headers()),
            webhook.body(),
            webhook.body().length,
            webhook.verification().code(),
            webhook.eventKey(),
            eventCount,
            reading.outcome().code(),
            webhook.test()
        };
    }

    /** Leads the ids of duplicates to what is stored, and counts them there. */
    void duplicates(List<Claims.Lost<Received>> duplicates) {
        rows.insert(
                INSERT_DUPLICATE,
                duplicates.stream()
                        .filter(lost ->
                                !lost.candidate().webhookId().equals(lost.holder().webhookId()))
                        .sorted(Comparator.comparing(Claims.Lost::candidate, BY_ID))
                        .toList(),
                WebhookRows::duplicateRow);
        Map<Stored, Integer> counts = new TreeMap<>(Stored.ORDER);
        duplicates.forEach(lost -> counts.merge(Stored.of(lost), 1, Integer::sum));
        rows.write(
                COUNT_DUPLICATES,
                counts,
                stored ->
                        new @Nullable Object[] {
                            stored.getValue(),
                            Ids.bytes(stored.getKey().tenantId),
                            Ids.bytes(stored.getKey().id),
                            stored.getKey().expiresOn
                        });
    }

    /** Kept as long as events are: whoever reads the archive again knows by it that it counted. */
    private static @Nullable Object[] duplicateRow(Claims.Lost<Received> lost) {
        Candidate<Received> duplicate = lost.candidate();
        Reading.Storable reading = (Reading.Storable) duplicate.subject().reading();
        return new @Nullable Object[] {
            Ids.bytes(duplicate.key().tenantId()),
            Ids.bytes(duplicate.webhookId()),
            Ids.bytes(lost.holder().webhookId()),
            Ids.bytes(duplicate.key().sourceId()),
            UtcTime.column(duplicate.claim().claimedAt()),
            reading.eventExpiresOn()
        };
    }

    /** What normalising it again came to. */
    void revise(List<Revision> revisions) {
        rows.write(
                REVISE,
                revisions,
                revision ->
                        new Object[] {
                            revision.reading().outcome().code(),
                            revision.events().size(),
                            Ids.bytes(revision.received().tenantId()),
                            Ids.bytes(revision.received().webhook().id()),
                            revision.reading().webhookExpiresOn()
                        });
    }

    private record Stored(UUID tenantId, UUID id, LocalDate expiresOn) {
        static final Comparator<Stored> ORDER =
                Comparator.comparing(Stored::tenantId, Ids.BY_BYTES)
                        .thenComparing(Stored::id, Ids.BY_BYTES);

        static Stored of(Claims.Lost<?> lost) {
            return new Stored(
                    lost.candidate().key().tenantId(),
                    lost.holder().webhookId(),
                    lost.holder().webhookExpiresOn());
        }
    }
}
