package dev.spillway.worker.erasure;

import dev.spillway.platform.job.RecipientSelection;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.tenant.Tenant;
import dev.spillway.worker.tenant.TenantUnusableException;
import dev.spillway.worker.tenant.Tenants;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Whom a job is about, without his address: what is found is hashed and compared.
 *
 * @param hasher of his tenant
 * @param hashes one for each way to write his address
 * @param before what was received from then on is none of the job's business
 */
record Subject(UUID tenantId, RecipientHasher hasher, List<byte[]> hashes, Instant before) {

    /** In hashes. */
    private static final long MOST_EFFORT = 4_000_000;

    /**
     * Of a job's parameters.
     *
     * @throws JobFailedException if they name nobody, or his tenant cannot be served
     */
    static Subject of(Job job, Tenants tenants) {
        RecipientSelection selection = job.parameters(RecipientSelection.class);
        if (selection.hashes().isEmpty()) {
            throw new JobFailedException("recipient_missing");
        }
        try {
            Tenant tenant =
                    tenants.find(job.tenantId())
                            .orElseThrow(() -> new JobFailedException("tenant_unusable"));
            return new Subject(
                    job.tenantId(),
                    tenant.recipients(),
                    selection.hashes().stream().map(HexFormat.of()::parseHex).toList(),
                    selection.before());
        } catch (TenantUnusableException e) {
            throw new JobFailedException("tenant_unusable");
        }
    }

    /** A question mark for each hash. */
    String marks() {
        return String.join(", ", Collections.nCopies(hashes.size(), "?"));
    }

    People people() {
        return People.of(hasher, hashes);
    }

    /** Whether looking took as long as a step may: some seconds, well below a job's lease. */
    static boolean isEnough(WebhookRewriter rewriter) {
        return rewriter.effort() > MOST_EFFORT;
    }

    /** What takes him out of a request. */
    WebhookRewriter rewriter() {
        return new WebhookRewriter(people());
    }
}
