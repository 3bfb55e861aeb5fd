package dev.spillway.worker.drain;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StoreResult;
import dev.spillway.worker.turn.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stores of a batch of messages what one transaction is to hold, and settles each message that is
 * done: deleted once its effect, or its dead letter, is committed, and never before; handed back
 * otherwise. What did not fit waits for another turn. Thread-safe.
 */
final class DeliveryStore implements Writer.Store {

    /**
     * What a row costs its tenant, where his webhooks are smaller: so that who packs many events
     * into little does not get more of the database than others.
     */
    static final int BYTES_PER_ROW = 64;

    private final ParcelStore store;
    private final ParkedMessages parked;
    private final Patience patience;
    private final Pace pace;
    private final Settlement settlement;
    private final Turns<Delivery> turns;
    private final long mostContent;

    /**
     * @param turns takes back what did not fit
     * @param mostContent bytes of webhooks that are decoded at a time; a parcel may exceed it
     */
    DeliveryStore(
            ParcelStore store,
            ParkedMessages parked,
            Patience patience,
            Pace pace,
            Settlement settlement,
            Turns<Delivery> turns,
            long mostContent) {
        this.store = store;
        this.parked = parked;
        this.patience = patience;
        this.pace = pace;
        this.settlement = settlement;
        this.turns = turns;
        this.mostContent = mostContent;
    }

    @Override
    public void store(List<Delivery> batch) {
        List<Decoded> decoded = new ArrayList<>();
        List<Delivery> newer = new ArrayList<>();
        long content = 0;
        for (Delivery delivery : batch) {
            if (content >= mostContent) {
                later(delivery);
                continue;
            }
            try {
                Parcel parcel = delivery.remaining(ParcelCodec.decode(delivery.text()));
                decoded.add(new Decoded(delivery, parcel));
                content += parcel.bodyBytes();
            } catch (UnsupportedParcelVersionException e) {
                newer.add(delivery);
            } catch (MalformedParcelException e) {
                park(delivery, e);
            }
        }
        settlement.handBack(newer, HandBackReason.NEWER_VERSION);
        if (!decoded.isEmpty()) {
            storeDecoded(decoded);
        }
    }

    private void storeDecoded(List<Decoded> batch) {
        List<Parcel> parcels = batch.stream().map(Decoded::parcel).toList();
        AtomicReference<StoreResult> result = new AtomicReference<>();
        if (!patience.store(() -> result.set(timed(parcels)))) {
            giveUp(batch.stream().map(Decoded::delivery).toList());
            return;
        }
        settle(batch, result.get());
    }

    private void settle(List<Decoded> batch, StoreResult stored) {
        Map<UUID, Parcel> left = new HashMap<>();
        stored.left().forEach(parcel -> left.put(parcel.id(), parcel));
        List<Delivery> done = new ArrayList<>();
        List<Delivery> unusable = new ArrayList<>();
        for (Decoded each : batch) {
            UUID id = each.parcel().id();
            charge(each.delivery(), stored.rows().getOrDefault(id, 0));
            Parcel rest = left.get(id);
            if (rest != null) {
                each.delivery().remains(rest);
                later(each.delivery());
            } else {
                (stored.waiting().contains(id) ? unusable : done).add(each.delivery());
            }
        }
        settlement.delete(done);
        settlement.handBack(unusable, HandBackReason.TENANT_UNUSABLE);
    }

    private void charge(Delivery delivery, int rows) {
        turns.charge(
                delivery.queue().lane(),
                delivery.tenantId(),
                rows * BYTES_PER_ROW - delivery.work());
    }

    /** For another turn. */
    private void later(Delivery delivery) {
        if (!turns.add(delivery.queue().lane(), delivery.tenantId(), delivery, delivery.work())) {
            settlement.handBack(List.of(delivery), HandBackReason.STOPPING);
        }
    }

    private StoreResult timed(List<Parcel> parcels) {
        long start = System.nanoTime();
        StoreResult result = store.storeSome(parcels);
        pace.committed(Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private void park(Delivery delivery, MalformedParcelException failure) {
        if (patience.store(() -> parked.parcel(delivery.unreadable(failure)))) {
            settlement.delete(List.of(delivery));
        } else {
            giveUp(List.of(delivery));
        }
    }

    /** Leaves messages to a later delivery. */
    @Override
    public void giveUp(List<Delivery> deliveries) {
        settlement.handBack(
                deliveries,
                patience.isStopped() ? HandBackReason.STOPPING : HandBackReason.NOT_STORED);
    }

    private record Decoded(Delivery delivery, Parcel parcel) {}
}
