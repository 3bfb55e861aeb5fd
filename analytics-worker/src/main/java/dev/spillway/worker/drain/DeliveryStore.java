package dev.spillway.worker.drain;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StoreResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stores a batch of messages and settles each: deleted once its effect, or its dead letter, is
 * committed, and never before; handed back otherwise. Thread-safe.
 */
final class DeliveryStore {

    private final ParcelStore store;
    private final ParkedMessages parked;
    private final Patience patience;
    private final Pace pace;
    private final Settlement settlement;

    DeliveryStore(
            ParcelStore store,
            ParkedMessages parked,
            Patience patience,
            Pace pace,
            Settlement settlement) {
        this.store = store;
        this.parked = parked;
        this.patience = patience;
        this.pace = pace;
        this.settlement = settlement;
    }

    void store(List<Delivery> batch) {
        List<Decoded> decoded = new ArrayList<>();
        List<Delivery> newer = new ArrayList<>();
        for (Delivery delivery : batch) {
            try {
                decoded.add(new Decoded(delivery, ParcelCodec.decode(delivery.text())));
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
        StoreResult stored = result.get();
        settlement.delete(
                batch.stream()
                        .filter(each -> !stored.waiting().contains(each.parcel().id()))
                        .map(Decoded::delivery)
                        .toList());
        settlement.handBack(
                batch.stream()
                        .filter(each -> stored.waiting().contains(each.parcel().id()))
                        .map(Decoded::delivery)
                        .toList(),
                HandBackReason.TENANT_UNUSABLE);
    }

    private StoreResult timed(List<Parcel> parcels) {
        long start = System.nanoTime();
        StoreResult result = store.store(parcels);
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
    void giveUp(List<Delivery> deliveries) {
        settlement.handBack(
                deliveries,
                patience.isStopped() ? HandBackReason.STOPPING : HandBackReason.NOT_STORED);
    }

    private record Decoded(Delivery delivery, Parcel parcel) {}
}
