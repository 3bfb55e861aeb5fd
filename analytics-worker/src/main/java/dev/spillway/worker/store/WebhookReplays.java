package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Normalises stored webhooks again, with what normalisers and sources' settings say today. What was
 * received stays as it was received: only what was found in it changes. Thread-safe.
 */
public final class WebhookReplays {

    private final WebhookReader reader;
    private final StoreTables tables;
    private final StoredWebhooks webhooks;

    public WebhookReplays(WebhookReader reader, StoreTables tables) {
        this.reader = reader;
        this.tables = tables;
        this.webhooks = new StoredWebhooks(tables.rows());
    }

    /**
     * Reads webhooks of a tenant anew, outside of any transaction; those that are not there, or are
     * another tenant's, are left out.
     *
     * @throws dev.spillway.worker.tenant.TenantUnusableException if the tenant cannot be served
     */
    public WebhookReplay prepare(UUID tenantId, List<UUID> ids) {
        List<WebhookReplay.Reread> reread = new ArrayList<>();
        int unreadable = 0;
        List<StoredWebhook> present = webhooks.read(tenantId, ids);
        if (!present.isEmpty()) {
            List<Received> read =
                    reader.read(
                            new Parcel(
                                    Ids.next(),
                                    tenantId,
                                    present.stream().map(StoredWebhook::webhook).toList()));
            for (int i = 0; i < present.size(); i++) {
                if (read.get(i).reading() instanceof Reading.Storable reading) {
                    reread.add(reread(present.get(i), read.get(i), reading));
                } else {
                    unreadable++;
                }
            }
        }
        return new WebhookReplay(tenantId, reread, unreadable, tables, reader.erasures(tables));
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
