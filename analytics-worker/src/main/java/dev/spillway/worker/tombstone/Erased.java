package dev.spillway.worker.tombstone;

import dev.spillway.worker.redact.People;
import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * People whom one tenant has erased. Where nobody can say whether they are in something, they are
 * taken to be: it is better lost than kept of somebody who was told that it is gone.
 */
public final class Erased {

    static final Erased NOBODY = new Erased(List.of(), null);

    private final List<Tombstone> tombstones;
    private final @Nullable Tenant tenant;

    /**
     * People.
     *
     * @param tenant null where its key does not open
     */
    Erased(List<Tombstone> tombstones, @Nullable Tenant tenant) {
        this.tombstones = tombstones;
        this.tenant = tenant;
    }

    /** Whether something that was received then may not be kept as it is. */
    public boolean areIn(Instant receivedAt, Predicate<WebhookRewriter> holds) {
        List<Tombstone> covering =
                tombstones.stream().filter(tombstone -> tombstone.covers(receivedAt)).toList();
        return !covering.isEmpty()
                && rewriter(covering).map(rewriter -> test(holds, rewriter)).orElse(true);
    }

    private static boolean test(Predicate<WebhookRewriter> holds, WebhookRewriter rewriter) {
        try {
            return holds.test(rewriter);
        } catch (UnsearchableException e) {
            return true;
        }
    }

    /** What takes all of them out; empty where nobody can. */
    public Optional<WebhookRewriter> rewriter() {
        return rewriter(tombstones);
    }

    public boolean areNobody() {
        return tombstones.isEmpty();
    }

    private Optional<WebhookRewriter> rewriter(List<Tombstone> covering) {
        return Optional.ofNullable(tenant)
                .map(known ->
                        new WebhookRewriter(
                                People.of(
                                        known.recipients(),
                                        covering.stream().map(Tombstone::hash).toList())));
    }
}
