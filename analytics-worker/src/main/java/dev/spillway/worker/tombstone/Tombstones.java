package dev.spillway.worker.tombstone;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code tombstone} behind its gates, inside the caller's transaction. Thread-safe.
 *
 * <p>Who stores holds the gates of his tenants from {@link #hold} to his commit, side by side with
 * all others who store; {@link #add} takes the one gate alone and moves it on. So no time decides
 * who comes first: what was committed before the tombstone is there to be searched, and what was
 * not has seen it. The number on a gate also says whether what is remembered behind it is still
 * true, so a tenant without tombstones costs one look at a row that is in memory.
 */
public final class Tombstones {

    private static final int GATES = 64;

    /** Far above what one worker meets; then all is read anew. */
    private static final int MOST_TENANTS = 100_000;

    private static final String FIND =
            "SELECT tenant_id, recipient_hash, erased_at FROM tombstone WHERE";

    private static final String MOVE_ON =
            "UPDATE erasure_gate SET version = version + 1 WHERE slot = ?";

    /** Erased again, he is erased up to the later moment. */
    private static final Insert ADD =
            Insert.of(
                            "INSERT INTO tombstone (tenant_id, recipient_hash, erased_at, expires_at,"
                                    + " job_id)")
                    .onDuplicateKey(
                            "erased_at = GREATEST(erased_at, VALUES(erased_at)), expires_at ="
                                    + " GREATEST(expires_at, VALUES(expires_at)), job_id = VALUES(job_id)");

    private final Rows rows;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    public Tombstones(Rows rows) {
        this.rows = rows;
    }

    private record Known(long version, List<Tombstone> tombstones) {}

    /** Holds the gates of tenants until the transaction ends. Tenants without any are left out. */
    public Map<UUID, List<Tombstone>> hold(Set<UUID> tenants) {
        if (tenants.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> gates = gates(tenants);
        Map<UUID, List<Tombstone>> found = new HashMap<>();
        List<UUID> unknown = new ArrayList<>();
        for (UUID tenant : tenants) {
            Known remembered = known.get(tenant);
            if (remembered == null || remembered.version != version(tenant, gates)) {
                unknown.add(tenant);
            } else {
                found.put(tenant, remembered.tombstones);
            }
        }
        found.putAll(read(unknown, gates));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    private Map<Integer, Long> gates(Collection<UUID> tenants) {
        TreeSet<Integer> slots = new TreeSet<>();
        tenants.forEach(tenant -> slots.add(slot(tenant)));
        List<Integer> named = Rows.padded(List.copyOf(slots));
        Map<Integer, Long> versions = new HashMap<>();
        rows.jdbc()
                .query(
                        "SELECT slot, version FROM erasure_gate WHERE slot IN ("
                                + String.join(", ", Collections.nCopies(named.size(), "?"))
                                + ") ORDER BY slot LOCK IN SHARE MODE",
                        row -> {
                            versions.put(row.getInt("slot"), row.getLong("version"));
                        },
                        named.toArray());
        return versions;
    }

    private static long version(UUID tenant, Map<Integer, Long> gates) {
        return gates.getOrDefault(slot(tenant), -1L);
    }

    /** At READ COMMITTED, and behind the gate: whatever moved it to this number is seen. */
    private Map<UUID, List<Tombstone>> read(List<UUID> tenants, Map<Integer, Long> gates) {
        Map<UUID, List<Tombstone>> read = new HashMap<>();
        tenants.forEach(tenant -> read.put(tenant, new ArrayList<>()));
        rows.find(
                FIND,
                List.of("tenant_id"),
                tenants,
                tenant -> new Object[] {Ids.bytes(tenant)},
                row ->
                        read.getOrDefault(Ids.uuid(row.getBytes("tenant_id")), new ArrayList<>())
                                .add(tombstone(row)));
        if (known.size() + read.size() > MOST_TENANTS) {
            known.clear();
        }
        read.forEach((tenant, found) ->
                known.put(tenant, new Known(version(tenant, gates), List.copyOf(found))));
        return read;
    }

    private static Tombstone tombstone(ResultSet row) throws SQLException {
        return new Tombstone(
                row.getBytes("recipient_hash"),
                UtcTime.instant(row.getObject("erased_at", LocalDateTime.class)));
    }

    private static int slot(UUID tenant) {
        return (int) (tenant.getLeastSignificantBits() & (GATES - 1));
    }

    /**
     * Erases somebody from now on. Waits for the batches that are storing.
     *
     * @param hashes of the ways to write his address
     */
    public void add(
            UUID tenant, List<byte[]> hashes, Instant erasedAt, Instant expiresAt, UUID jobId) {
        rows.jdbc().update(MOVE_ON, slot(tenant));
        rows.insert(
                ADD,
                hashes,
                hash ->
                        new Object[] {
                            Ids.bytes(tenant),
                            hash,
                            UtcTime.column(erasedAt),
                            UtcTime.column(expiresAt),
                            Ids.bytes(jobId)
                        });
    }
}
