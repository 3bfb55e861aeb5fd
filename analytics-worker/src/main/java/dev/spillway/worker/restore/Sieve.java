package dev.spillway.worker.restore;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.signal.Signal;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.tenant.Tenant;
import dev.spillway.worker.tenant.TenantUnusableException;
import dev.spillway.worker.tenant.Tenants;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Lets through what is to be stored, and counts the rest. What lacks its tenant or one of its
 * sources is left for a later run as a whole: once a parcel is claimed, nothing of it comes again.
 */
final class Sieve {

    private final RestoreOptions options;
    private final Tenants tenants;
    private final Configured configured;
    private final Evidence evidence;
    private final Tally tally;

    Sieve(
            RestoreOptions options,
            Tenants tenants,
            Configured configured,
            Evidence evidence,
            Tally tally) {
        this.options = options;
        this.tenants = tenants;
        this.configured = configured;
        this.evidence = evidence;
        this.tally = tally;
    }

    /**
     * What of a parcel is to be stored.
     *
     * @param old whether its claim may have been swept
     */
    Optional<Parcel> pass(Parcel parcel, boolean old) {
        int webhooks = parcel.webhooks().size();
        tally.read(webhooks);
        if (!options.wants(parcel.tenantId())) {
            tally.skipped(Skip.OTHER_TENANT, webhooks);
            return Optional.empty();
        }
        Optional<Tenant> tenant;
        try {
            tenant = tenants.find(parcel.tenantId());
        } catch (TenantUnusableException e) {
            tally.skipped(Skip.TENANT_UNUSABLE, webhooks);
            return Optional.empty();
        }
        if (tenant.isEmpty()) {
            tally.missingTenant(parcel.tenantId());
            tally.skipped(Skip.TENANT_MISSING, webhooks);
            return Optional.empty();
        }
        return hasSources(parcel) ? fresh(tenant.get().plan(), parcel, old) : Optional.empty();
    }

    private boolean hasSources(Parcel parcel) {
        List<Webhook> lost =
                parcel.webhooks().stream()
                        .filter(each -> !configured.hasSource(parcel.tenantId(), each.sourceId()))
                        .toList();
        if (lost.isEmpty()) {
            return true;
        }
        lost.forEach(webhook -> tally.missingSource(webhook.sourceId()));
        tally.skipped(Skip.SOURCE_MISSING, parcel.webhooks().size());
        return false;
    }

    private Optional<Parcel> fresh(Plan plan, Parcel parcel, boolean old) {
        List<Webhook> kept =
                parcel.webhooks().stream().filter(webhook -> isKept(plan, webhook)).toList();
        int expired = parcel.webhooks().size() - kept.size();
        if (expired > 0) {
            tally.skipped(Skip.EXPIRED, expired);
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Parcel rest = new Parcel(parcel.id(), parcel.tenantId(), kept);
        if (old && evidence.hasRows(rest)) {
            tally.known(kept.size());
            return Optional.empty();
        }
        return Optional.of(rest);
    }

    /** Events outlive their webhook; they cannot come back without it. */
    private static boolean isKept(Plan plan, Webhook webhook) {
        int days = Math.max(plan.webhookDays(), plan.eventDays());
        LocalDate expiry = UtcTime.expiry(webhook.receivedAt(), days);
        return !expiry.isBefore(LocalDate.now(ZoneOffset.UTC));
    }

    /** Whether a signal is to be stored. */
    boolean passes(Signal signal, boolean old) {
        tally.signal();
        if (!options.wants(signal.tenantId())) {
            tally.signalSkipped(Skip.OTHER_TENANT);
            return false;
        }
        if (old) {
            // Nothing but its claim tells that it was counted.
            tally.signalSkipped(Skip.EXPIRED);
            return false;
        }
        if (!exists(signal)) {
            tally.missingTenant(signal.tenantId());
            tally.signalSkipped(Skip.TENANT_MISSING);
            return false;
        }
        return true;
    }

    /** A signal needs neither plan nor key. */
    private boolean exists(Signal signal) {
        try {
            return tenants.find(signal.tenantId()).isPresent();
        } catch (TenantUnusableException e) {
            return true;
        }
    }
}
