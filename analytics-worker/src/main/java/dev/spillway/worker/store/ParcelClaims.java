package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * {@code parcel_claim}: what came off a queue and has had its effect. Inside the caller's
 * transaction; thread-safe.
 */
public final class ParcelClaims {

    private static final Insert INSERT =
            Insert.of("INSERT IGNORE INTO parcel_claim (tenant_id, parcel_id, claimed_at)");

    private final Rows rows;

    public ParcelClaims(Rows rows) {
        this.rows = rows;
    }

    /** The id of a parcel or signal, or of the message that was to be one, and its tenant's. */
    public record Key(UUID tenantId, UUID id) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::tenantId, Ids.BY_BYTES)
                        .thenComparing(Key::id, Ids.BY_BYTES);
    }

    /** Claims one; false if it had its effect before. */
    public boolean claim(Key key, Instant now) {
        return rows.insert(INSERT, List.of(key), each -> row(each, now)) == 1;
    }

    /**
     * Claims many.
     *
     * @return those that have had no effect before
     * @throws ContentionException if another transaction claims some of them at this moment: it
     *     cannot be told which, so the batch has to be run again
     */
    Set<Key> claim(Collection<Key> keys, Instant now) {
        List<Key> ordered = keys.stream().distinct().sorted(Key.ORDER).toList();
        Set<Key> known = known(ordered);
        List<Key> free = ordered.stream().filter(key -> !known.contains(key)).toList();
        if (rows.insert(INSERT, free, key -> row(key, now)) < free.size()) {
            throw new ContentionException("a parcel is being stored by another worker");
        }
        return new HashSet<>(free);
    }

    private Set<Key> known(Collection<Key> keys) {
        Set<Key> known = new HashSet<>();
        rows.find(
                "SELECT tenant_id, parcel_id FROM parcel_claim WHERE",
                List.of("tenant_id", "parcel_id"),
                keys,
                key -> new Object[] {Ids.bytes(key.tenantId()), Ids.bytes(key.id())},
                row ->
                        known.add(
                                new Key(
                                        Ids.uuid(row.getBytes("tenant_id")),
                                        Ids.uuid(row.getBytes("parcel_id")))));
        return known;
    }

    private static Object[] row(Key key, Instant now) {
        return new Object[] {Ids.bytes(key.tenantId()), Ids.bytes(key.id()), UtcTime.column(now)};
    }
}
