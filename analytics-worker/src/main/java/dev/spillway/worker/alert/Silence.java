package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.rollup.Grain;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sources that have fallen silent, each by its own habit. What came in the last whole hours and the
 * running one is compared with what usually comes in these hours: the lesser of
 *
 * <ul>
 *   <li>the median of the same hours of the last seven days, so that one campaign makes no habit,
 *       and
 *   <li>their count a week ago, so that a Sunday is compared with a Sunday.
 * </ul>
 *
 * <p>Refused requests count too: a source whose signatures fail is not silent. A source is known by
 * its habit after a week and not before; one that sends by chance, or less than the rule's minimum
 * in such hours, has none. Thread-safe.
 */
final class Silence {

    private static final int DAYS = 7;
    private static final int MEDIAN = DAYS / 2;

    private static final long[] NOTHING = new long[DAYS + 1];

    private static final String RANGE = "bucket >= ? AND bucket < ?";

    private final JdbcClient jdbc;
    private final Kept<Habit, Map<UUID, long[]>> habits = new Kept<>();

    Silence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One reading for each source.
     *
     * @param until all that was received before is counted
     */
    List<Reading> read(
            UUID tenantId, Collection<UUID> sources, AlertRule rule, Instant until, Instant now) {
        if (sources.isEmpty()) {
            return List.of();
        }
        Hours hours = Hours.of(rule, until);
        Map<UUID, long[]> before =
                habits.get(new Habit(tenantId, hours), now, () -> daysBefore(tenantId, hours));
        Map<UUID, long[]> came = today(tenantId, hours, now);
        return sources.stream()
                .map(source -> {
                    long[] days = before.getOrDefault(source, NOTHING).clone();
                    days[0] = came.getOrDefault(source, NOTHING)[0];
                    return reading(source, days, rule);
                })
                .toList();
    }

    /** The same hours of the days before do not change any more. */
    private record Habit(UUID tenantId, Hours hours) {}

    /**
     * Judges one source.
     *
     * @param days what came in the same hours, so many days ago
     */
    static Reading reading(UUID sourceId, long[] days, AlertRule rule) {
        long usual = usual(days);
        Reading reading = Reading.share(AlertKind.SOURCE_SILENT, rule, sourceId, days[0], usual);
        if (reading.verdict() != Verdict.TOO_LITTLE) {
            return reading;
        }
        // At a time at which nothing is expected silence says nothing, and a webhook everything.
        return days[0] > 0 ? reading.cleared() : reading.undecided();
    }

    /** What usually comes: of seven days the fourth, or what came a week ago if that is less. */
    private static long usual(long[] days) {
        long[] sorted = Arrays.copyOfRange(days, 1, DAYS + 1);
        Arrays.sort(sorted);
        return Math.min(sorted[MEDIAN], days[DAYS]);
    }

    /** Whole hours, up to the running one. */
    private record Hours(Instant from, Instant until) {
        static Hours of(AlertRule rule, Instant now) {
            Instant until = Grain.HOUR.bucket(now);
            return new Hours(Grain.HOUR.bucket(now.minus(rule.window())), until);
        }

        Hours daysAgo(int days) {
            return new Hours(from.minus(Duration.ofDays(days)), until.minus(Duration.ofDays(days)));
        }
    }

    private Map<UUID, long[]> today(UUID tenantId, Hours hours, Instant now) {
        return counts(tenantId, hours, List.of(new Hours(hours.from, now)));
    }

    private Map<UUID, long[]> daysBefore(UUID tenantId, Hours hours) {
        return counts(
                tenantId, hours, IntStream.rangeClosed(1, DAYS).mapToObj(hours::daysAgo).toList());
    }

    private Map<UUID, long[]> counts(UUID tenantId, Hours hours, List<Hours> ranges) {
        List<Object> values = new ArrayList<>(List.of(Ids.bytes(tenantId), Grain.HOUR.code()));
        for (Hours range : ranges) {
            values.add(UtcTime.column(range.from));
            values.add(UtcTime.column(range.until));
        }
        Map<UUID, long[]> counts = new HashMap<>();
        String when = String.join(" OR ", Collections.nCopies(ranges.size(), RANGE));
        jdbc.sql(
                        """
                        SELECT bucket, source_id, SUM(webhooks) AS number FROM traffic_rollup
                        WHERE tenant_id = ? AND grain = ? AND outcome IN ('received', 'rejected')
                          AND (%s)
                        GROUP BY bucket, source_id
                        """
                                .formatted(when))
                .params(values)
                .query(row -> {
                    Instant bucket = UtcTime.instant(row.getObject("bucket", LocalDateTime.class));
                    counts.computeIfAbsent(
                                            Ids.uuid(row.getBytes("source_id")),
                                            _ -> NOTHING.clone())[daysAgo(bucket, hours)] +=
                            row.getLong("number");
                });
        return counts;
    }

    private static int daysAgo(Instant bucket, Hours hours) {
        long behind = Duration.between(bucket, hours.from).toSeconds();
        return behind <= 0 ? 0 : (int) Math.ceilDiv(behind, Duration.ofDays(1).toSeconds());
    }
}
