package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.worker.identity.Identities;
import dev.spillway.worker.identity.IdentityRules;
import dev.spillway.worker.normalise.Normalised;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.Normalisers;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.tenant.SourceRules;
import dev.spillway.worker.tenant.Sources;
import dev.spillway.worker.tenant.Tenant;
import dev.spillway.worker.tenant.TenantUnusableException;
import dev.spillway.worker.tenant.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does before the transaction all that needs no lock: finds events, derives identities, hashes
 * recipients. Thread-safe.
 */
public final class WebhookReader {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReader.class);
    private static final int MASK_LENGTH = 320;

    private final Tenants tenants;
    private final Sources sources;
    private final Normalisers normalisers;
    private final ReentrantLock alone = new ReentrantLock();

    public WebhookReader(Tenants tenants, Sources sources, Normalisers normalisers) {
        this.tenants = tenants;
        this.sources = sources;
        this.normalisers = normalisers;
    }

    /** What writes that which was read here. */
    BatchWriter writer(StoreTables tables) {
        return new BatchWriter(tables, erasures(tables));
    }

    /** Who of the tenants known here was erased. */
    Erasures erasures(StoreTables tables) {
        return new Erasures(tables.rows(), this::hasher);
    }

    /**
     * Inside the transaction. A tenant who could be served when his webhooks were read, and cannot
     * any more, is no fault of theirs: they are run again, and found to have to wait.
     */
    private Optional<RecipientHasher> hasher(UUID tenantId) {
        try {
            return tenants.find(tenantId).map(Tenant::recipients);
        } catch (TenantUnusableException e) {
            throw new ContentionException("the tenant has changed since it was read", e);
        }
    }

    /**
     * All webhooks of a parcel, to be kept for their plan's days from their receipt.
     *
     * @throws dev.spillway.worker.tenant.TenantUnusableException if the parcel has to wait
     */
    List<Received> read(Parcel parcel) {
        return parcel.webhooks().stream().map(reader(parcel)).toList();
    }

    /** As {@link #read(Parcel)}, but kept for their days from another moment. */
    List<Received> read(Parcel parcel, Instant keptFrom) {
        return parcel.webhooks().stream().map(reader(parcel, _ -> keptFrom)).toList();
    }

    /**
     * Reads a parcel's webhooks one by one, as {@link #read(Parcel)} all of them.
     *
     * @throws dev.spillway.worker.tenant.TenantUnusableException if the parcel has to wait
     */
    Function<Webhook, Received> reader(Parcel parcel) {
        return reader(parcel, Webhook::receivedAt);
    }

    private Function<Webhook, Received> reader(Parcel parcel, Function<Webhook, Instant> keptFrom) {
        Optional<Tenant> tenant = tenants.find(parcel.tenantId());
        return webhook ->
                new Received(
                        parcel.tenantId(),
                        parcel.id(),
                        webhook,
                        tenant.map(owner -> read(owner, webhook, keptFrom.apply(webhook)))
                                .orElse(new Reading.Dead(DeadLetterReason.TENANT_UNKNOWN, null)));
    }

    private Reading read(Tenant tenant, Webhook webhook, Instant keptFrom) {
        SourceRules rules = sources.rules(tenant.id(), webhook.sourceId(), webhook.provider());
        try {
            return read(tenant, webhook, keptFrom, rules);
        } catch (OutOfMemoryError e) {
            return readAlone(tenant, webhook, keptFrom, rules);
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(webhook, e);
        }
    }

    /**
     * Once more, after whatever was in the way has gone, and with no other such beside it: only
     * what does not fit then is too large by itself, and becomes a dead letter instead of taking
     * its batch with it whenever it comes.
     */
    private Reading readAlone(Tenant tenant, Webhook webhook, Instant keptFrom, SourceRules rules) {
        alone.lock();
        try {
            return read(tenant, webhook, keptFrom, rules);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return unreadable(webhook, e);
        } finally {
            alone.unlock();
        }
    }

    /** Without the failure's message, which may quote the webhook. */
    private static Reading unreadable(Webhook webhook, Throwable failure) {
        String error = failure.getClass().getName();
        LOG.error("webhook {} cannot be read: {}", webhook.id(), error);
        return new Reading.Dead(DeadLetterReason.PROCESSING_FAILED, error);
    }

    private Reading read(Tenant tenant, Webhook webhook, Instant keptFrom, SourceRules source) {
        IdentityRules rules = source.identity();
        Normalised normalised = normalisers.normalise(webhook, source.mapping());
        List<FoundEvent> events = new ArrayList<>();
        for (NormalisedEvent event : normalised.events()) {
            events.add(
                    new FoundEvent(
                            Ids.next(),
                            events.size(),
                            event,
                            Identities.ofEvent(event, webhook, rules).orElse(null),
                            recipient(event, tenant)));
        }
        return new Reading.Storable(
                Identities.ofWebhook(webhook, normalised.events(), rules),
                normalised.outcome(),
                UtcTime.expiry(keptFrom, tenant.plan().webhookDays()),
                UtcTime.expiry(keptFrom, tenant.plan().eventDays()),
                events);
    }

    private static FoundEvent.@Nullable Recipient recipient(NormalisedEvent event, Tenant tenant) {
        String address = event.recipient();
        if (address == null || address.equals(People.REDACTED)) {
            return null;
        }
        String masked = RecipientHasher.mask(address);
        return new FoundEvent.Recipient(
                HexFormat.of().formatHex(tenant.recipients().hash(address)),
                masked.substring(0, Math.min(masked.length(), MASK_LENGTH)),
                tenant.clearAddresses() && event.suppresses() ? address : null);
    }
}
