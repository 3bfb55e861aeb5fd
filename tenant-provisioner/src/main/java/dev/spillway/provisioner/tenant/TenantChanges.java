package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.audit.AuditLog;
import dev.spillway.provisioner.invite.InvitationView;
import dev.spillway.provisioner.invite.Invitations;
import dev.spillway.provisioner.invite.Invitee;
import dev.spillway.provisioner.keys.TenantKeys;
import dev.spillway.provisioner.outbox.Outbox;
import dev.spillway.provisioner.source.NewSource;
import dev.spillway.provisioner.source.Source;
import dev.spillway.provisioner.source.SourceView;
import dev.spillway.provisioner.source.Sources;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes to a tenant that is there. Each locks the tenant first, so that changes follow one
 * another and no lock is taken in two orders; a change that changes nothing leaves no trace.
 */
@Service
@Transactional
class TenantChanges {

    private final Tenants tenants;
    private final TenantKeys keys;
    private final Sources sources;
    private final Invitations invitations;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;

    TenantChanges(
            Tenants tenants,
            TenantKeys keys,
            Sources sources,
            Invitations invitations,
            AuditLog audit,
            Outbox outbox,
            Clock clock) {
        this.tenants = tenants;
        this.keys = keys;
        this.sources = sources;
        this.invitations = invitations;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    TenantView update(UUID id, Optional<String> name, Optional<Plan> plan) {
        Tenant tenant = tenants.lock(id);
        TenantView before = tenant.view();
        name.filter(text -> !text.equals(before.name()))
                .ifPresent(text -> tenant.rename(text, clock.instant()));
        plan.filter(choice -> !choice.code().equals(before.plan()))
                .ifPresent(choice -> tenant.moveTo(choice, clock.instant()));
        return announce(tenant, before, "tenant.updated");
    }

    TenantView suspend(UUID id) {
        return become(id, TenantStatus.SUSPENDED, "tenant.suspended");
    }

    TenantView resume(UUID id) {
        return become(id, TenantStatus.ACTIVE, "tenant.resumed");
    }

    SourceView addSource(UUID id, NewSource newSource) {
        Tenant tenant = tenants.lock(id);
        TenantKey dataKey = keys.newestDataKey(id);
        Source source = sources.make(newSource, dataKey);
        audit.record(
                id,
                "source.added",
                source.id().toString(),
                Map.of("tenant", tenant.slug(), "provider", source.provider()));
        sources.store(List.of(source));
        return sources.view(source);
    }

    InvitationView invite(UUID id, Invitee invitee) {
        Tenant tenant = tenants.lock(id);
        audit.record(id, "invitation.created", invitee.email(), Map.of("tenant", tenant.slug()));
        return invitations.invite(id, invitee);
    }

    private TenantView become(UUID id, TenantStatus status, String action) {
        Tenant tenant = tenants.lock(id);
        TenantView before = tenant.view();
        if (tenant.status() != status) {
            tenant.become(status, clock.instant());
        }
        return announce(tenant, before, action);
    }

    private TenantView announce(Tenant tenant, TenantView before, String action) {
        TenantView after = tenant.view();
        if (!after.equals(before)) {
            audit.record(after.id(), action, after.slug(), changes(before, after));
            outbox.write(after.id(), action, after);
        }
        return after;
    }

    private static Map<String, List<String>> changes(TenantView before, TenantView after) {
        Map<String, List<String>> changes = new TreeMap<>();
        change(changes, "name", before.name(), after.name());
        change(changes, "plan", before.plan(), after.plan());
        change(changes, "status", before.status(), after.status());
        return changes;
    }

    private static void change(
            Map<String, List<String>> changes, String what, String from, String to) {
        if (!from.equals(to)) {
            changes.put(what, List.of(from, to));
        }
    }
}
