package dev.spillway.provisioner.onboard;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.audit.AuditLog;
import dev.spillway.provisioner.invite.InvitationView;
import dev.spillway.provisioner.invite.Invitations;
import dev.spillway.provisioner.keys.TenantKeys;
import dev.spillway.provisioner.outbox.Outbox;
import dev.spillway.provisioner.repeat.Call;
import dev.spillway.provisioner.repeat.Repetitions;
import dev.spillway.provisioner.source.Source;
import dev.spillway.provisioner.source.Sources;
import dev.spillway.provisioner.tenant.TenantView;
import dev.spillway.provisioner.tenant.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes a tenant with its keys, sources and invitation: all of it or nothing. Thread-safe. */
@Service
class Onboarding {

    /** What an attempt fails with that met another: the next one finds what the other did. */
    private static final RetryPolicy AGAIN =
            RetryPolicy.builder()
                    .includes(DuplicateKeyException.class, PessimisticLockingFailureException.class)
                    .maxRetries(5)
                    .delay(Duration.ofMillis(20))
                    .jitter(Duration.ofMillis(10))
                    .build();

    private final Tenants tenants;
    private final TenantKeys keys;
    private final Sources sources;
    private final Invitations invitations;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Repetitions repetitions;
    private final TransactionOperations transactions;
    private final RetryTemplate attempts = new RetryTemplate(AGAIN);

    Onboarding(
            Tenants tenants,
            TenantKeys keys,
            Sources sources,
            Invitations invitations,
            AuditLog audit,
            Outbox outbox,
            Repetitions repetitions,
            TransactionOperations transactions) {
        this.tenants = tenants;
        this.keys = keys;
        this.sources = sources;
        this.invitations = invitations;
        this.audit = audit;
        this.outbox = outbox;
        this.repetitions = repetitions;
        this.transactions = transactions;
    }

    /**
     * Makes the tenant, or answers as before if the call was made before.
     *
     * @throws dev.spillway.platform.error.ProblemException {@code slug_taken} or {@code
     *     idempotency_key_reused}
     */
    OnboardingAnswer onboard(OnboardingRequest request, Optional<Call> call, Stopwatch stopwatch) {
        return attempts.invoke(() ->
                call.flatMap(made -> repetitions.earlier(made, OnboardingAnswer.class))
                        .orElseGet(() -> provision(request, call, stopwatch)));
    }

    private OnboardingAnswer provision(
            OnboardingRequest request, Optional<Call> call, Stopwatch stopwatch) {
        TenantKey dataKey = TenantKey.generate(Ids.next(), KeyPurpose.DATA);
        return transactions.execute(_ -> {
            Optional<Repetitions.Claim> claim = call.map(made -> repetitions.claim(made, dataKey));
            OnboardingAnswer answer = provision(request, dataKey, stopwatch);
            claim.ifPresent(mine -> mine.answer(answer));
            return answer;
        });
    }

    private OnboardingAnswer provision(
            OnboardingRequest request, TenantKey dataKey, Stopwatch stopwatch) {
        TenantView tenant = tenants.create(dataKey.tenantId(), request.tenant());
        keys.storeFirst(dataKey);
        InvitationView invitation = invitations.invite(tenant.id(), request.admin());
        List<Source> made =
                request.sources().stream().map(source -> sources.make(source, dataKey)).toList();
        ProvisionedTenant provisioned = ProvisionedTenant.of(tenant, made);
        audit.record(
                tenant.id(),
                "tenant.provisioned",
                tenant.slug(),
                Map.of("plan", tenant.plan(), "sources", provisioned.sources()));
        outbox.write(tenant.id(), "tenant.provisioned", provisioned);
        sources.store(made);
        return new OnboardingAnswer(
                tenant,
                made.stream().map(sources::view).toList(),
                invitation,
                stopwatch.elapsedMillis());
    }
}
