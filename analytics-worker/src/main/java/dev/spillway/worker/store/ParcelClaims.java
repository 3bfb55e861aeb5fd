package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code parcel_claim}: what came off a queue and has had its effect. Inside the caller's
 * transaction; thread-safe.
 */
public final class ParcelClaims {

    private static final Insert INSERT =
            Insert.of("INSERT IGNORE INTO parcel_claim (tenant_id, parcel_id, claimed_at)");

    private static final String BEGIN =
            "INSERT IGNORE INTO parcel_claim (tenant_id, parcel_id, claimed_at, settled_through)"
                    + " VALUES (?, ?, ?, ?)";

    private static final String GO_ON =
            "UPDATE parcel_claim SET settled_through = ?"
                    + " WHERE tenant_id = ? AND parcel_id = ? AND settled_through = ?";

    /** Behind every webhook: the parcel is settled. */
    private static final UUID ALL = new UUID(-1, -1);

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

    /**
     * What of a parcel is stored together.
     *
     * @param through the last webhook of it, in the order of ids; null if it is the parcel's last
     */
    record Part(Key parcel, @Nullable UUID through) {

        /** Whether all of it is settled by what was settled before. */
        private boolean isBehind(UUID settled) {
            UUID last = through == null ? ALL : through;
            return Portion.ORDER.compare(last, settled) <= 0;
        }
    }

    /**
     * What has had its effect.
     *
     * @param through by parcel, the last webhook that has, in the order of ids
     */
    record Settled(Map<Key, UUID> through) {

        boolean has(Key parcel, UUID webhook) {
            UUID last = through.get(parcel);
            return last != null && Portion.ORDER.compare(webhook, last) <= 0;
        }
    }

    /** Claims one; false if it had its effect before. */
    public boolean claim(Key key, Instant now) {
        return rows.insert(INSERT, List.of(key), each -> row(each, now)) == 1;
    }

    /**
     * Claims many. A parcel that does not fit one transaction is claimed as far as it is stored,
     * and further with each of its parts: so it has its effect once wherever it is cut, and though
     * it is cut elsewhere when it comes again.
     *
     * @return what has had its effect before
     * @throws ContentionException if another transaction claims some of them at this moment: it
     *     cannot be told which, so the batch has to be run again
     */
    Settled claim(Collection<Part> parts, Instant now) {
        List<Part> ordered =
                parts.stream().sorted(Comparator.comparing(Part::parcel, Key.ORDER)).toList();
        Settled before = settled(ordered.stream().map(Part::parcel).toList());
        List<Key> free =
                ordered.stream()
                        .filter(part -> part.through() == null)
                        .map(Part::parcel)
                        .filter(key -> !before.through().containsKey(key))
                        .toList();
        if (rows.insert(INSERT, free, key -> row(key, now)) < free.size()) {
            throw new ContentionException("a parcel is being stored by another worker");
        }
        ordered.forEach(part -> advance(part, before.through().get(part.parcel()), now));
        return before;
    }

    /** Of a parcel that is stored in parts. */
    private void advance(Part part, @Nullable UUID before, Instant now) {
        boolean advanced =
                before == null
                        ? part.through() == null || begin(part, now)
                        : part.isBehind(before) || goOn(part, before);
        if (!advanced) {
            throw new ContentionException("a parcel is being stored in parts by another worker");
        }
    }

    private boolean begin(Part part, Instant now) {
        return rows.jdbc()
                        .update(
                                BEGIN,
                                Ids.bytes(part.parcel().tenantId()),
                                Ids.bytes(part.parcel().id()),
                                UtcTime.column(now),
                                bytes(part.through()))
                == 1;
    }

    private boolean goOn(Part part, UUID before) {
        return rows.jdbc()
                        .update(
                                GO_ON,
                                bytes(part.through()),
                                Ids.bytes(part.parcel().tenantId()),
                                Ids.bytes(part.parcel().id()),
                                Ids.bytes(before))
                == 1;
    }

    private static byte @Nullable [] bytes(@Nullable UUID id) {
        return id == null ? null : Ids.bytes(id);
    }

    private Settled settled(Collection<Key> keys) {
        Map<Key, UUID> through = new HashMap<>();
        rows.find(
                "SELECT tenant_id, parcel_id, settled_through FROM parcel_claim WHERE",
                List.of("tenant_id", "parcel_id"),
                keys,
                key -> new Object[] {Ids.bytes(key.tenantId()), Ids.bytes(key.id())},
                row -> {
                    byte[] last = row.getBytes("settled_through");
                    through.put(
                            new Key(
                                    Ids.uuid(row.getBytes("tenant_id")),
                                    Ids.uuid(row.getBytes("parcel_id"))),
                            last == null ? ALL : Ids.uuid(last));
                });
        return new Settled(through);
    }

    private static Object[] row(Key key, Instant now) {
        return new Object[] {Ids.bytes(key.tenantId()), Ids.bytes(key.id()), UtcTime.column(now)};
    }
}
