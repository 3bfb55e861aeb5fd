package dev.spillway.worker.store;

import java.util.Set;
import java.util.UUID;

/**
 * What became of a batch that did not fail.
 *
 * @param waiting ids of parcels that were not touched, because their tenant cannot be served at
 *     present; all others have had their effect
 */
public record StoreResult(Set<UUID> waiting) {

    public StoreResult {
        waiting = Set.copyOf(waiting);
    }
}
