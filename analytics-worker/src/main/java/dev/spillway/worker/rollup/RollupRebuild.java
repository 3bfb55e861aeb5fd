package dev.spillway.worker.rollup;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.rollup.BuildRows.Build;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the stored events of an hour anew, beside live batches, into a generation of its own that
 * then takes the place of the one that is seen. Thread-safe; one job at a time builds an hour.
 *
 * <p>It goes through the hour in slices of whole minutes. With the tenant's gate closed for an
 * instant it writes down that the slice is taken and opens a snapshot: whatever batch committed
 * before is in the snapshot, and whatever batch comes after adds to both generations. So every
 * event is in what is built exactly once. A slice that was taken and never counted, because a
 * worker died, makes the hour begin anew under another number. How far it is stands in the
 * database: any worker can do the next slice.
 */
public final class RollupRebuild {

    private static final String ANY_SOURCE =
            "SELECT 1 FROM source WHERE tenant_id = ? AND (? IS NULL OR id = ?) LIMIT 1";

    private static final String ANY_EVENT =
            "SELECT 1 FROM event WHERE tenant_id = ? AND occurred_at >= ? AND occurred_at < ? LIMIT 1";

    private static final String ANY_COUNT =
            "SELECT 1 FROM event_rollup WHERE tenant_id = ? AND grain = 'hour' AND bucket = ? LIMIT 1";

    private static final String NTH_EVENT =
            "SELECT occurred_at FROM event WHERE tenant_id = ? AND occurred_at >= ?"
                    + " AND occurred_at < ? ORDER BY occurred_at LIMIT 1 OFFSET ?";

    private static final String DELETE_UNSEEN =
            "DELETE FROM event_rollup WHERE tenant_id = ? AND grain = ? AND bucket >= ?"
                    + " AND bucket < ? AND source_id = ? AND generation <> ? LIMIT ?";

    private static final Work NOTHING = () -> Result.NOTHING_THERE;

    private final DataSource source;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final RollupRows rollups;
    private final BuildRows builds;
    private final RollupGate gate;
    private final int slice;
    private final int most;

    /**
     * @param source for connections beside the transaction's own
     * @param slice events counted in one go, at least a minute's
     * @param most rows deleted in one go
     */
    public RollupRebuild(
            DataSource source,
            TransactionTemplate transaction,
            RollupRows rollups,
            int slice,
            int most) {
        this.source = source;
        this.transaction = transaction;
        this.jdbc = new JdbcTemplate(source);
        this.rollups = rollups;
        this.builds = new BuildRows(jdbc);
        this.gate = new RollupGate(new Rows(jdbc));
        this.slice = slice;
        this.most = most;
    }

    /** What a piece of work came to. */
    public enum Result {
        GOES_ON,
        DONE,
        /** The hour holds neither events nor counts. */
        NOTHING_THERE
    }

    /** The next piece, to be written inside the caller's transaction. */
    @FunctionalInterface
    public interface Work {
        Result write();
    }

    /**
     * Prepares the next piece, outside of any transaction.
     *
     * @throws RebuildRivalException if another job builds the hour
     */
    public Work next(RebuiltHour hour) {
        List<Build> present = builds.find(hour);
        if (present.isEmpty()) {
            return isEmpty(hour) ? NOTHING : slice(hour, hour.start());
        }
        Build build = present.getFirst();
        if (build.building() == null) {
            return () -> clean(hour);
        }
        Instant counted = build.countedUntil();
        if (counted == null || !counted.equals(build.takenUntil())) {
            return slice(hour, hour.start());
        }
        return counted.equals(hour.end()) ? () -> swap(hour) : slice(hour, counted);
    }

    /** Another tenant's source is none. */
    private boolean isEmpty(RebuiltHour hour) {
        byte[] tenant = Ids.bytes(hour.tenantId());
        UUID sourceId = hour.sourceId();
        byte[] only = sourceId == null ? null : Ids.bytes(sourceId);
        return jdbc.queryForList(ANY_SOURCE, tenant, only, only).isEmpty() || holdsNothing(hour);
    }

    private boolean holdsNothing(RebuiltHour hour) {
        byte[] tenant = Ids.bytes(hour.tenantId());
        LocalDateTime start = UtcTime.column(hour.start());
        return jdbc.queryForList(ANY_EVENT, tenant, start, UtcTime.column(hour.end())).isEmpty()
                && jdbc.queryForList(ANY_COUNT, tenant, start).isEmpty();
    }

    private Work slice(RebuiltHour hour, Instant from) {
        Instant until = endOfSlice(hour, from);
        try (EventSnapshot snapshot = take(hour, from, until)) {
            List<Build> taken = builds.find(hour);
            SortedMap<RollupKey.Events, Long> counts = snapshot.count(hour, from, until, taken);
            return () -> {
                demandStillTaken(hour, taken);
                builds.counted(hour, from, until);
                rollups.addEvents(counts);
                return Result.GOES_ON;
            };
        }
    }

    /** Another worker may have begun the hour anew, under another number and up to here. */
    private void demandStillTaken(RebuiltHour hour, List<Build> taken) {
        if (!builds.lock(hour).equals(taken)) {
            throw new ConcurrencyFailureException("somebody else began " + hour.start() + " anew");
        }
    }

    private Instant endOfSlice(RebuiltHour hour, Instant from) {
        List<Instant> beyond =
                jdbc.query(
                        NTH_EVENT,
                        (row, _) -> UtcTime.instant(row.getObject(1, LocalDateTime.class)),
                        Ids.bytes(hour.tenantId()),
                        UtcTime.column(from),
                        UtcTime.column(hour.end()),
                        slice);
        if (beyond.isEmpty()) {
            return hour.end();
        }
        Instant minute = Grain.MINUTE.bucket(beyond.getFirst());
        return minute.isAfter(from) ? minute : from.plus(Duration.ofMinutes(1));
    }

    private EventSnapshot take(RebuiltHour hour, Instant from, Instant until) {
        EventSnapshot[] opened = new EventSnapshot[1];
        try {
            transaction.executeWithoutResult(_ -> {
                gate.close(hour.tenantId());
                if (from.equals(hour.start())) {
                    builds.begin(hour);
                }
                builds.take(hour, from, until);
                opened[0] = EventSnapshot.open(source);
            });
            return opened[0];
        } catch (RuntimeException e) {
            if (opened[0] != null) {
                opened[0].close();
            }
            throw e;
        }
    }

    /** Behind the closed gate no batch is left that knows of the former generation alone. */
    private Result swap(RebuiltHour hour) {
        gate.close(hour.tenantId());
        builds.swap(hour);
        return Result.GOES_ON;
    }

    private Result clean(RebuiltHour hour) {
        int left = most;
        for (Build build : builds.lock(hour)) {
            for (Grain grain : Grain.values()) {
                if (left > 0) {
                    left -= delete(hour, grain, build, left);
                }
            }
        }
        if (left == 0) {
            return Result.GOES_ON;
        }
        builds.end(hour);
        return Result.DONE;
    }

    private int delete(RebuiltHour hour, Grain grain, Build build, int limit) {
        return jdbc.update(
                DELETE_UNSEEN,
                Ids.bytes(hour.tenantId()),
                grain.code(),
                UtcTime.column(hour.start()),
                UtcTime.column(hour.end()),
                Ids.bytes(build.sourceId()),
                build.visible(),
                limit);
    }

    /**
     * Tidies up, a piece of it, after a job that ended before its hour did: what is seen is what
     * was seen, and what was built goes.
     *
     * @return whether there was anything to do
     */
    public boolean tidy() {
        Optional<RebuiltHour> leftBehind = builds.leftBehind();
        leftBehind.ifPresent(hour -> {
            transaction.executeWithoutResult(_ -> {
                gate.close(hour.tenantId());
                builds.stop(hour);
            });
            transaction.executeWithoutResult(_ -> clean(hour));
        });
        return leftBehind.isPresent();
    }
}
