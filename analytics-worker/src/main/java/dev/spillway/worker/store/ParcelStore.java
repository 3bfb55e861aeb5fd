package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.worker.sql.Fault;
import dev.spillway.worker.tenant.TenantUnusableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores parcels, each exactly once, however often it is given them. Thread-safe.
 *
 * <p>A batch is one transaction. If that fails because of its data, the batch is halved until the
 * webhooks are left that fail alone; those become dead letters in the same transaction that stores
 * their batch-mates and claims their parcels.
 */
public final class ParcelStore {

    private static final Logger LOG = LoggerFactory.getLogger(ParcelStore.class);

    private final WebhookReader reader;
    private final BatchWriter writer;
    private final TransactionTemplate transaction;
    private final StoreMetrics metrics;
    private final Clock clock;

    public ParcelStore(
            WebhookReader reader,
            StoreTables tables,
            TransactionTemplate transaction,
            StoreMetrics metrics,
            Clock clock) {
        this.reader = reader;
        this.writer = reader.writer(tables);
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Stores parcels. When this returns, all is committed but what the result names.
     *
     * @throws StorageFaultException if nothing was stored, and trying again may help
     */
    public StoreResult store(List<Parcel> parcels) {
        Set<UUID> waiting = new LinkedHashSet<>();
        List<Received> batch = new ArrayList<>();
        for (Parcel parcel : distinct(parcels)) {
            try {
                batch.addAll(read(parcel));
            } catch (TenantUnusableException e) {
                LOG.error("parcel {} waits: {}", parcel.id(), e.getMessage());
                waiting.add(parcel.id());
            }
        }
        if (!batch.isEmpty()) {
            commitOrCount(batch);
        }
        return new StoreResult(waiting);
    }

    /** A message may be delivered twice into one batch. */
    private static Iterable<Parcel> distinct(List<Parcel> parcels) {
        Map<ParcelClaims.Key, Parcel> distinct = new LinkedHashMap<>();
        parcels.forEach(parcel ->
                distinct.putIfAbsent(new ParcelClaims.Key(parcel.tenantId(), parcel.id()), parcel));
        return distinct.values();
    }

    private List<Received> read(Parcel parcel) {
        try {
            return reader.read(parcel);
        } catch (DataAccessException e) {
            // A lookup carries no webhook's data, so whatever is wrong is not the webhook's fault.
            throw StorageFaultException.of(e);
        }
    }

    private void commitOrCount(List<Received> batch) {
        try {
            commit(batch);
        } catch (StorageFaultException e) {
            metrics.faulted(e.fault());
            throw e;
        }
    }

    private void commit(List<Received> batch) {
        Optional<RuntimeException> failure = attempt(batch, false);
        if (failure.isPresent()) {
            List<Received> mended = mended(batch, failure.get());
            attempt(mended, false)
                    .ifPresent(again -> {
                        throw new StorageFaultException(Fault.CONTENTION, again);
                    });
        }
    }

    /** The batch with its poison marked. */
    private List<Received> mended(List<Received> batch, RuntimeException failure) {
        Map<Received, RuntimeException> poison =
                Bisection.poison(batch, some -> attempt(some, true));
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
    private Optional<RuntimeException> attempt(List<Received> batch, boolean onTrial) {
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
