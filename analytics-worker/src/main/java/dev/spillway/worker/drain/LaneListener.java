package dev.spillway.worker.drain;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.StoreResult;
import io.awspring.cloud.sqs.listener.MessageListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.messaging.Message;

/**
 * Drains a lane, one received batch at a time. A message is deleted once its effect, or its dead
 * letter, is committed, and never before; whatever else happens it comes again. Thread-safe.
 */
final class LaneListener implements MessageListener<String> {

    private final ParcelStore store;
    private final ParkedMessages parked;
    private final Patience patience;
    private final Returns returns;

    LaneListener(ParcelStore store, ParkedMessages parked, Patience patience, Returns returns) {
        this.store = store;
        this.parked = parked;
        this.patience = patience;
        this.returns = returns;
    }

    @Override
    public void onMessage(Message<String> message) {
        onMessage(List.of(message));
    }

    @Override
    public void onMessage(Collection<Message<String>> messages) {
        List<Delivery> deliveries = new ArrayList<>();
        List<Message<String>> newer = new ArrayList<>();
        for (Message<String> message : messages) {
            try {
                deliveries.add(new Delivery(message, ParcelCodec.decode(message.getPayload())));
            } catch (UnsupportedParcelVersionException e) {
                newer.add(message);
            } catch (MalformedParcelException e) {
                park(message, e);
            }
        }
        returns.handBack(newer, HandBackReason.NEWER_VERSION);
        if (!deliveries.isEmpty()) {
            store(deliveries);
        }
    }

    private void store(List<Delivery> deliveries) {
        List<Parcel> parcels = deliveries.stream().map(Delivery::parcel).toList();
        AtomicReference<StoreResult> result = new AtomicReference<>();
        if (!patience.store(() -> result.set(store.store(parcels)))) {
            returns.handBack(messages(deliveries), HandBackReason.NOT_STORED);
            return;
        }
        StoreResult stored = result.get();
        List<Delivery> waiting =
                deliveries.stream()
                        .filter(each -> stored.waiting().contains(each.parcel().id()))
                        .toList();
        List<Delivery> done = deliveries.stream().filter(each -> !waiting.contains(each)).toList();
        returns.delete(messages(done));
        returns.handBack(messages(waiting), HandBackReason.TENANT_UNUSABLE);
    }

    private void park(Message<String> message, MalformedParcelException failure) {
        if (patience.store(() -> parked.parcel(QueueMessages.unreadable(message, failure)))) {
            returns.delete(List.of(message));
        } else {
            returns.handBack(List.of(message), HandBackReason.NOT_STORED);
        }
    }

    private static List<Message<String>> messages(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::message).toList();
    }

    private record Delivery(Message<String> message, Parcel parcel) {}
}
