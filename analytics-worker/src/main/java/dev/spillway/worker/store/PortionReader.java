package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads parcels, webhook by webhook, until there is enough for one transaction: how many events a
 * webhook holds is known only then, and all of a large parcel's may not fit the heap. Used once, by
 * one thread.
 */
final class PortionReader {

    private final Room room;
    private final List<Received> read = new ArrayList<>();
    private boolean isWhole = true;
    private boolean isFull;

    PortionReader(TransactionBound bound) {
        this.room = new Room(bound);
    }

    /**
     * Reads one more parcel as far as there is room. One that does not fit comes whole the next
     * time, unless it is the first: such a one would never fit.
     *
     * @return what is left of it; null if nothing is
     */
    @Nullable Parcel read(Parcel parcel, Function<Webhook, Received> reader) {
        if (isFull) {
            return parcel;
        }
        int before = read.size();
        List<Webhook> webhooks =
                parcel.webhooks().stream()
                        .sorted(Comparator.comparing(Webhook::id, Portion.ORDER))
                        .toList();
        for (int i = 0; i < webhooks.size(); i++) {
            if (!add(reader.apply(webhooks.get(i)))) {
                return before > 0 ? without(before, parcel) : rest(parcel, webhooks, i);
            }
        }
        return null;
    }

    private boolean add(Received received) {
        isFull = !room.takes(received);
        if (!isFull) {
            read.add(received);
        }
        return !isFull;
    }

    private Parcel without(int before, Parcel parcel) {
        read.subList(before, read.size()).clear();
        return parcel;
    }

    private Parcel rest(Parcel parcel, List<Webhook> webhooks, int from) {
        isWhole = false;
        return new Parcel(parcel.id(), parcel.tenantId(), webhooks.subList(from, webhooks.size()));
    }

    Portion portion() {
        return new Portion(read, isWhole);
    }
}
