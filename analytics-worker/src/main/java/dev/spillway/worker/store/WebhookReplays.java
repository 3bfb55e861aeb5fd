package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Normalises stored webhooks again, with what normalisers and sources' settings say today. What was
 * received stays as it was received: only what was found in it changes. Thread-safe.
 */
public final class WebhookReplays {

    private final WebhookReader reader;
    private final StoreTables tables;
    private final TransactionBound bound;
    private final StoredWebhooks webhooks;

    public WebhookReplays(WebhookReader reader, StoreTables tables, TransactionBound bound) {
        this.reader = reader;
        this.tables = tables;
        this.bound = bound;
        this.webhooks = new StoredWebhooks(tables.rows());
    }

    /**
     * Reads webhooks of a tenant anew, outside of any transaction; those that are not there, or are
     * another tenant's, are left out. Only as many are read as one transaction is to hold: of how
     * many events each tells is known only then, and those of all may not fit the heap.
     *
     * @param ids in the order of their bytes
     * @throws dev.spillway.worker.tenant.TenantUnusableException if the tenant cannot be served
     */
    public WebhookReplay prepare(UUID tenantId, List<UUID> ids) {
        List<StoredWebhook> present = webhooks.read(tenantId, ids);
        List<WebhookReplay.Reread> reread =
                present.isEmpty() ? List.of() : reread(tenantId, present);
        UUID next =
                reread.size() < present.size() ? present.get(reread.size()).webhook().id() : null;
        return new WebhookReplay(tenantId, reread, next, tables, reader.erasures(tables), bound);
    }

    private List<WebhookReplay.Reread> reread(UUID tenantId, List<StoredWebhook> present) {
        Function<Webhook, Received> read =
                reader.reader(
                        new Parcel(
                                Ids.next(),
                                tenantId,
                                present.stream().map(StoredWebhook::webhook).toList()));
        List<WebhookReplay.Reread> reread = new ArrayList<>();
        Room room = new Room(bound);
        for (StoredWebhook stored : present) {
            Received received = read.apply(stored.webhook());
            if (!room.takes(received)) {
                break;
            }
            reread.add(reread(stored, received));
        }
        return reread;
    }

    private static WebhookReplay.Reread reread(StoredWebhook stored, Received received) {
        return switch (received.reading()) {
            case Reading.Storable reading -> reread(stored, received, reading);
            case Reading.Dead _ -> new WebhookReplay.Reread(stored, received);
        };
    }

    private static WebhookReplay.Reread reread(
            StoredWebhook stored, Received received, Reading.Storable reading) {
        Reading.Storable renewed =
                new Reading.Storable(
                        reading.claim(),
                        reading.outcome(),
                        reading.webhookExpiresOn(),
                        eventExpiresOn(stored, reading),
                        stored.redactedAt() == null
                                ? reading.events()
                                : reading.events().stream()
                                        .map(RedactedEvents::ofRedacted)
                                        .toList());
        return new WebhookReplay.Reread(
                stored,
                new Received(
                        received.tenantId(), received.parcelId(), received.webhook(), renewed));
    }

    /**
     * By the plan of today, but no sooner than the webhook itself: that may be kept by a larger
     * plan of then, or from the day on which a dead letter was replayed.
     */
    private static LocalDate eventExpiresOn(StoredWebhook stored, Reading.Storable reading) {
        return stored.expiresOn().isAfter(reading.eventExpiresOn())
                ? stored.expiresOn()
                : reading.eventExpiresOn();
    }
}
