package dev.spillway.worker.quarantine;

import dev.spillway.platform.signal.Quarantined;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.tombstone.Erased;
import dev.spillway.worker.tombstone.ErasedPeople;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps refused requests, each once, and of each source so many and no more. What is held stays and
 * what comes beyond is dropped: who sends them is nobody that anybody knows, and shall not be able
 * to push out what others sent. Thread-safe.
 */
public final class QuarantineStore {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineStore.class);

    private final QuarantineRows rows;
    private final DataKeys keys;
    private final ErasedPeople people;
    private final TransactionTemplate transaction;
    private final QuarantineProperties properties;
    private final QuarantineMetrics metrics;
    private final Clock clock;

    QuarantineStore(
            Rows rows,
            DataKeys keys,
            ErasedPeople people,
            TransactionTemplate transaction,
            QuarantineProperties properties,
            QuarantineMetrics metrics,
            Clock clock) {
        this.rows = new QuarantineRows(rows);
        this.keys = keys;
        this.people = people;
        this.transaction = transaction;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Keeps one, if there is room and it is not here already. Workers that store at the same moment
     * may each find the last place free, so that a source holds a few more.
     *
     * @throws RuntimeException whatever the database or the transaction threw; nothing is kept
     */
    public void store(Quarantined request) {
        Instant now = clock.instant();
        Stored stored = attempt(request, now);
        metrics.stored(stored);
        if (stored == Stored.FULL) {
            LOG.debug("source {} holds as much as it may", request.sourceId());
        }
    }

    private Stored attempt(Quarantined request, Instant now) {
        try {
            Stored stored = transaction.execute(_ -> write(request, now));
            return stored == null ? Stored.KNOWN : stored;
        } catch (DuplicateKeyException e) {
            // Two workers were given it at the same moment, and the other one was faster.
            return Stored.KNOWN;
        }
    }

    private Stored write(Quarantined request, Instant now) {
        Erased erased = people.hold(request.tenantId());
        Instant expiresAt = request.receivedAt().plus(properties.keep());
        if (!expiresAt.isAfter(now)) {
            return Stored.EXPIRED;
        }
        if (rows.isKnown(request)) {
            return Stored.KNOWN;
        }
        if (isFull(request)) {
            return Stored.FULL;
        }
        rows.insert(request, expiresAt, now);
        HeldRow row = HeldRow.of(request);
        if (!erased.areIn(request.receivedAt(), somebody -> holds(row, somebody))) {
            return Stored.HELD;
        }
        rows.decide(List.of(row), Fate.ERASED, now);
        return Stored.ERASED;
    }

    /** What does not open stays: nobody else opens it either, and a release rewrites it. */
    private boolean holds(HeldRow row, WebhookRewriter somebody) {
        return keys.open(row).filter(somebody::concerns).isPresent();
    }

    private boolean isFull(Quarantined request) {
        QuarantineRows.Holding holding = rows.holding(request.tenantId(), request.sourceId());
        return holding.requests() >= properties.maxHeld()
                || holding.bytes() + request.size() > properties.maxBytes().toBytes();
    }
}
