package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Parcel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became of parcels that were to be stored. Those it does not name have had their effect.
 *
 * @param waiting ids of parcels that were not touched, because their tenant cannot be served at
 *     present
 * @param left what did not fit: whole parcels, and what remains of one
 * @param rows webhooks and events that were stored, or found to be, by parcel
 */
public record StoreResult(Set<UUID> waiting, List<Parcel> left, Map<UUID, Integer> rows) {

    public StoreResult {
        waiting = Set.copyOf(waiting);
        left = List.copyOf(left);
        rows = Map.copyOf(rows);
    }
}
