package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.tenant.TenantUnusableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores parcels, each exactly once, however often it is given them. Thread-safe.
 *
 * <p>A batch is one transaction, or several if it holds too much for one. If one fails because of
 * its data, the batch is halved until the webhooks are left that fail alone; those become dead
 * letters in the same transaction that stores their batch-mates and claims their parcels.
 */
public final class ParcelStore {

    private static final Logger LOG = LoggerFactory.getLogger(ParcelStore.class);

    private final WebhookReader reader;
    private final BatchWriter writer;
    private final TransactionTemplate transaction;
    private final TransactionBound bound;
    private final StoreMetrics metrics;
    private final Clock clock;

    public ParcelStore(
            WebhookReader reader,
            StoreTables tables,
            TransactionTemplate transaction,
            TransactionBound bound,
            StoreMetrics metrics,
            Clock clock) {
        this.reader = reader;
        this.writer = reader.writer(tables);
        this.transaction = transaction;
        this.bound = bound;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Stores parcels, in as many transactions as it takes. When this returns, all is committed but
     * what waits.
     *
     * @throws StorageFaultException if not all was stored, and trying again may help
     */
    public StoreResult store(List<Parcel> parcels) {
        Set<UUID> waiting = new LinkedHashSet<>();
        Map<UUID, Integer> rows = new HashMap<>();
        List<Parcel> left = parcels;
        while (!left.isEmpty()) {
            StoreResult result = storeSome(left);
            waiting.addAll(result.waiting());
            result.rows().forEach((id, count) -> rows.merge(id, count, Integer::sum));
            left = result.left();
        }
        return new StoreResult(waiting, List.of(), rows);
    }

    /**
     * Stores of parcels as much as one transaction is to hold, and of the first something at least.
     *
     * @throws StorageFaultException if not all of that was stored, and trying again may help
     */
    public StoreResult storeSome(List<Parcel> parcels) {
        Set<UUID> waiting = new LinkedHashSet<>();
        List<Parcel> left = new ArrayList<>();
        PortionReader some = new PortionReader(bound);
        for (Parcel parcel : distinct(parcels)) {
            try {
                Parcel rest = read(parcel, some);
                if (rest != null) {
                    left.add(rest);
                }
            } catch (TenantUnusableException e) {
                LOG.error("parcel {} waits: {}", parcel.id(), e.getMessage());
                waiting.add(parcel.id());
            }
        }
        Portion portion = some.portion();
        commitAll(portion);
        return new StoreResult(waiting, left, portion.rows());
    }

    /** The webhook of a parcel that is stored first; not the one that stands first in it. */
    public static UUID first(Parcel parcel) {
        return Collections.min(parcel.webhooks().stream().map(Webhook::id).toList(), Portion.ORDER);
    }

    /**
     * What is left of a parcel.
     *
     * @param webhook the {@link #first} one that is left
     */
    public static Parcel from(UUID webhook, Parcel parcel) {
        return new Parcel(
                parcel.id(),
                parcel.tenantId(),
                parcel.webhooks().stream()
                        .filter(each -> Portion.ORDER.compare(each.id(), webhook) >= 0)
                        .toList());
    }

    /** A message may be delivered twice into one batch. */
    private static Iterable<Parcel> distinct(List<Parcel> parcels) {
        Map<ParcelClaims.Key, Parcel> distinct = new LinkedHashMap<>();
        parcels.forEach(parcel ->
                distinct.putIfAbsent(new ParcelClaims.Key(parcel.tenantId(), parcel.id()), parcel));
        return distinct.values();
    }

    private @Nullable Parcel read(Parcel parcel, PortionReader some) {
        try {
            return some.read(parcel, reader.reader(parcel));
        } catch (DataAccessException e) {
            // A lookup carries no webhook's data, so whatever is wrong is not the webhook's fault.
            throw StorageFaultException.of(e);
        }
    }

    /**
     * In one transaction. If that lasts too long, an eighth of it is tried, and so on: only where
     * the database has no time for a single webhook, it has none for anybody.
     */
    private void commitAll(Portion portion) {
        int size = portion.size();
        Portion rest = portion;
        while (!rest.isEmpty()) {
            Portion some = rest.first(size);
            try {
                commitOrCount(some);
                rest = rest.after(size);
            } catch (StorageFaultException e) {
                if (!e.tookTooLong() || some.size() == 1) {
                    throw e;
                }
                size = Math.max(1, some.size() / 8);
                LOG.warn("{} webhooks took too long, {} are tried", some.size(), size);
            }
        }
    }

    private void commitOrCount(Portion batch) {
        try {
            commit(batch);
        } catch (StorageFaultException e) {
            metrics.faulted(e.fault());
            throw e;
        }
    }

    private void commit(Portion batch) {
        Optional<RuntimeException> failure = attempt(batch, false);
        if (failure.isPresent()) {
            Portion mended = batch.with(mended(batch.webhooks(), failure.get()));
            attempt(mended, false)
                    .ifPresent(again -> {
                        throw new StorageFaultException(Fault.CONTENTION, again);
                    });
        }
    }

    /** The batch with its poison marked. */
    private List<Received> mended(List<Received> batch, RuntimeException failure) {
        Map<Received, RuntimeException> poison =
                Bisection.poison(batch, some -> attempt(Portion.whole(some), true));
        if (poison.isEmpty()) {
            // Each half alone can be stored: whatever it was, trying again is right.
            throw new StorageFaultException(Fault.CONTENTION, failure);
        }
        return batch.stream()
                .map(received -> {
                    RuntimeException cause = poison.get(received);
                    return cause == null ? received : dead(received, cause);
                })
                .toList();
    }

    private static Received dead(Received received, RuntimeException cause) {
        DeadLetterReason reason = Failures.reason(cause);
        String errorClass = Failures.errorClass(cause);
        LOG.warn(
                "webhook {} becomes a dead letter: {}, {}",
                received.webhook().id(),
                reason.code(),
                errorClass);
        return received.dead(reason, errorClass);
    }

    /** Runs a transaction; empty if it worked, the failure if that is the data's fault. */
    private Optional<RuntimeException> attempt(Portion batch, boolean onTrial) {
        Instant now = clock.instant();
        try {
            Effect effect =
                    transaction.execute(status -> {
                        Effect done = writer.write(batch, now);
                        if (onTrial) {
                            status.setRollbackOnly();
                        }
                        return done;
                    });
            if (!onTrial && effect != null) {
                metrics.committed(effect, clock.instant());
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return switch (Fault.of(e)) {
                case CONTENTION -> throw new StorageFaultException(Fault.CONTENTION, e);
                case STALL -> throw new StorageFaultException(Fault.STALL, e);
                case POISON -> Optional.of(e);
            };
        }
    }
}
