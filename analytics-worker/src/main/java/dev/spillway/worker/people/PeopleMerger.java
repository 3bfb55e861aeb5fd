package dev.spillway.worker.people;

import dev.spillway.worker.people.PendingRows.Pending;
import dev.spillway.worker.people.PendingRows.Waiting;
import dev.spillway.worker.sql.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges what batches left into the sketches, in turns: each tenant for whom something waits gets
 * one before any gets a second, and a turn is bounded, so a flood of one tenant's delays another's
 * counts by no more than a turn. A turn is one transaction that merges and deletes what it merged.
 *
 * <p>Nothing is missed, in whatever order batches commit: what a batch left is there until it is
 * merged. Nothing is doubled, since a sketch counts nobody twice. Several workers share the tenants
 * between them. Thread-safe.
 */
final class PeopleMerger {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleMerger.class);

    /** So that a flood that never ends does not keep one run going for ever. */
    private static final int ROUNDS = 100;

    private final PendingRows pending;
    private final SketchRows sketches;
    private final Turns turns;
    private final TransactionTemplate transaction;
    private final PeopleProperties properties;
    private final PeopleMetrics metrics;
    private final Clock clock;

    PeopleMerger(
            PeopleTables tables,
            TransactionTemplate transaction,
            PeopleProperties properties,
            PeopleMetrics metrics,
            Clock clock) {
        this.pending = tables.pending();
        this.sketches = tables.sketches();
        this.turns = tables.turns();
        this.transaction = transaction;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Merges what waits for all tenants. One whose turn fails waits for the next run. Throws where
     * the database does not serve.
     */
    void mergeAll() {
        boolean more = true;
        for (int round = 0; more && round < ROUNDS; round++) {
            more = round();
        }
        Instant now = clock.instant();
        metrics.mergedUpTo(pending.waiting().stream().findFirst().map(Waiting::since).orElse(now));
    }

    /** One turn for each tenant who waits now; true if any could not have all that waits. */
    boolean round() {
        boolean more = false;
        for (Waiting waiting : pending.waiting()) {
            more |= turnOrWarning(waiting.tenantId()).more();
        }
        return more;
    }

    /** What fails for one tenant may work for the next, unless the database is to blame. */
    private Turn turnOrWarning(UUID tenantId) {
        try {
            return turn(tenantId, () -> turns.take(tenantId));
        } catch (RuntimeException e) {
            metrics.failed();
            if (Fault.of(e) == Fault.STALL) {
                throw e;
            }
            LOG.warn("people of tenant {} wait: {}", tenantId, e.getClass().getName());
            LOG.debug("the turn of tenant {} failed", tenantId, e);
            return Turn.NONE;
        }
    }

    /** Merges what waits for a tenant under somebody's reservation. */
    void merge(UUID tenantId, UUID reservedBy) {
        Turn turn;
        do {
            turns.prolong(tenantId, reservedBy);
            turn = turn(tenantId, () -> turns.take(tenantId, reservedBy));
        } while (turn.more());
    }

    private Turn turn(UUID tenantId, BooleanSupplier take) {
        Turn turn =
                metrics.timed(() ->
                        transaction.execute(
                                _ -> take.getAsBoolean() ? merge(tenantId) : Turn.NONE));
        metrics.merged(turn.merged());
        return turn;
    }

    private Turn merge(UUID tenantId) {
        List<Pending> next = pending.next(tenantId, properties.batches());
        Growth growth = new Growth();
        List<UUID> merged = new ArrayList<>();
        for (Pending each : next) {
            if (growth.size() >= properties.sketches()) {
                break;
            }
            PendingCodec.decode(each.sightings())
                    .forEach(entry -> growth.add(entry.bucket(), entry.sketch()));
            merged.add(each.id());
        }
        sketches.grow(tenantId, growth);
        pending.delete(tenantId, merged);
        boolean all = merged.size() == next.size() && next.size() < properties.batches();
        return new Turn(merged.size(), !all);
    }

    /**
     * What a turn did.
     *
     * @param merged batches
     * @param more whether more may wait
     */
    private record Turn(int merged, boolean more) {
        static final Turn NONE = new Turn(0, false);
    }
}
