package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * To which generations of an hour's counts a batch adds: always to the one that readers see, and
 * while another is being built, to that one as well, as far as the rebuild has taken the hour's
 * minutes on itself. Inside the batch's transaction; thread-safe.
 */
final class Generations {

    /** What is seen of an hour that was never counted anew. */
    static final int FIRST = 0;

    private static final String FIND =
            "SELECT tenant_id, hour, source_id, visible, building, taken_until"
                    + " FROM rollup_generation WHERE";

    private final Rows rows;
    private final RollupGate gate;

    Generations(Rows rows) {
        this.rows = rows;
        this.gate = new RollupGate(rows);
    }

    /** An hour of a source, all its minutes with it. */
    record Hour(UUID tenantId, Instant hour, UUID sourceId) {
        static Hour of(RollupKey.Events key) {
            return new Hour(key.tenantId(), Grain.HOUR.bucket(key.bucket()), key.sourceId());
        }

        static Hour of(ResultSet row) throws SQLException {
            return new Hour(
                    Ids.uuid(row.getBytes("tenant_id")),
                    UtcTime.instant(row.getObject("hour", LocalDateTime.class)),
                    Ids.uuid(row.getBytes("source_id")));
        }
    }

    private record Generation(int visible, @Nullable Integer building, Instant takenUntil) {
        static Generation of(ResultSet row) throws SQLException {
            LocalDateTime taken = row.getObject("taken_until", LocalDateTime.class);
            return new Generation(
                    row.getInt("visible"),
                    row.getObject("building", Integer.class),
                    taken == null ? Instant.MIN : UtcTime.instant(taken));
        }
    }

    /** The same counts in the generations to which they are to be added. */
    SortedMap<RollupKey.Events, Long> spread(SortedMap<RollupKey.Events, Long> counts) {
        SortedSet<UUID> tenants = new TreeSet<>(Ids.BY_BYTES);
        counts.keySet().forEach(key -> tenants.add(key.tenantId()));
        SortedSet<UUID> rebuilt = gate.enter(tenants);
        if (rebuilt.isEmpty()) {
            return counts;
        }
        Map<Hour, Generation> generations = find(rebuilt, counts.keySet());
        return generations.isEmpty() ? counts : spread(counts, generations);
    }

    private Map<Hour, Generation> find(Set<UUID> tenants, Set<RollupKey.Events> keys) {
        List<Hour> hours =
                keys.stream()
                        .filter(key -> tenants.contains(key.tenantId()))
                        .map(Hour::of)
                        .distinct()
                        .toList();
        Map<Hour, Generation> generations = new HashMap<>();
        rows.find(
                FIND,
                List.of("tenant_id", "hour", "source_id"),
                hours,
                hour ->
                        new Object[] {
                            Ids.bytes(hour.tenantId),
                            UtcTime.column(hour.hour),
                            Ids.bytes(hour.sourceId)
                        },
                row -> generations.put(Hour.of(row), Generation.of(row)));
        return generations;
    }

    private static SortedMap<RollupKey.Events, Long> spread(
            SortedMap<RollupKey.Events, Long> counts, Map<Hour, Generation> generations) {
        SortedMap<RollupKey.Events, Long> spread = new TreeMap<>(RollupKey.Events.ORDER);
        counts.forEach((key, count) -> {
            Generation generation = generations.get(Hour.of(key));
            if (generation == null) {
                spread.merge(key, count, Long::sum);
                return;
            }
            spread.merge(key.in(generation.visible), count, Long::sum);
            Integer building = generation.building;
            // The hour's own row is the sum of those minutes that are taken, not of all.
            if (building != null
                    && key.grain() == Grain.MINUTE
                    && key.bucket().isBefore(generation.takenUntil)) {
                spread.merge(key.in(building), count, Long::sum);
                spread.merge(key.byHour().in(building), count, Long::sum);
            }
        });
        return spread;
    }
}
