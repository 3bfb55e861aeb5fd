package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.identity.Identity;
import java.util.Comparator;
import java.util.UUID;

/** Where an identity is claimed. Ordered as the primary key of the claim tables. */
record ClaimKey(UUID tenantId, UUID sourceId, Identity identity) implements Comparable<ClaimKey> {

    private static final Comparator<ClaimKey> ORDER =
            Comparator.comparing(ClaimKey::tenantId, Ids.BY_BYTES)
                    .thenComparing(ClaimKey::sourceId, Ids.BY_BYTES)
                    .thenComparing(ClaimKey::identity);

    @Override
    public int compareTo(ClaimKey other) {
        return ORDER.compare(this, other);
    }
}
