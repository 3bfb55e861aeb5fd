package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.worker.redact.OriginalHash;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.tombstone.Tombstone;
import dev.spillway.worker.tombstone.Tombstones;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes out of a batch whom its tenants have erased since it was received, before anything of it is
 * stored. Thread-safe.
 *
 * <p>Comes after the claims, which are those of the webhook as it was sent: its vendor sends it
 * again as it was. What is counted stays counted, and a suppression still goes out: nobody must be
 * written to because he was erased.
 */
final class Erasures {

    private static final String MARK =
            "UPDATE webhook SET redacted_at = ?, original_sha256 = ?"
                    + " WHERE tenant_id = ? AND id = ? AND expires_on = ?";

    private final Rows rows;
    private final Tombstones tombstones;
    private final Function<UUID, Optional<RecipientHasher>> hashers;

    /**
     * Of all tenants.
     *
     * @param hashers empty where there is no such tenant
     */
    Erasures(Rows rows, Function<UUID, Optional<RecipientHasher>> hashers) {
        this.rows = rows;
        this.tombstones = new Tombstones(rows);
        this.hashers = hashers;
    }

    /** A batch's effect without them, the same one where there is nobody to be taken out. */
    record Applied(Effect effect, List<Candidate<Received>> redacted) {}

    /**
     * Whom the tenants of a batch have erased; holds the tenants' gates until the transaction ends.
     * Has to come first in it: who waits at a gate must not hold what others wait for.
     */
    Map<UUID, List<Tombstone>> hold(List<Received> batch) {
        return hold(batch.stream().map(Received::tenantId).collect(Collectors.toUnmodifiableSet()));
    }

    /** Likewise of tenants. */
    Map<UUID, List<Tombstone>> hold(Set<UUID> tenants) {
        return tombstones.hold(tenants);
    }

    Applied apply(Map<UUID, List<Tombstone>> erased, Effect effect) {
        return erased.isEmpty()
                ? new Applied(effect, List.of())
                : new Redaction(erased, hashers).of(effect);
    }

    /** Events without them, in the same order. */
    List<StoredEvent> apply(Map<UUID, List<Tombstone>> erased, List<StoredEvent> events) {
        return erased.isEmpty() ? events : new Redaction(erased, hashers).of(events);
    }

    /** Marks what is not stored as it came. */
    void mark(Applied applied, Instant now) {
        rows.write(
                MARK,
                applied.redacted(),
                original ->
                        new Object[] {
                            UtcTime.column(now),
                            OriginalHash.of(original.subject().webhook().body()),
                            Ids.bytes(original.key().tenantId()),
                            Ids.bytes(original.webhookId()),
                            original.webhookExpiresOn()
                        });
    }
}
