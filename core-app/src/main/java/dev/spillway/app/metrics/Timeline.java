package dev.spillway.app.metrics;

import dev.spillway.platform.error.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The points of a series: where its buckets begin, in a zone's own hours and days.
 *
 * @param starts of each bucket, ascending, at least one
 * @param end of the last bucket
 */
record Timeline(List<Instant> starts, Instant end) {

    /** A day in minutes and an hour for clocks that are set back. */
    private static final int MAX_BUCKETS = 1_500;

    private static final int HOUR = 3_600;

    Timeline {
        starts = List.copyOf(starts);
    }

    /**
     * Whole buckets that cover a time.
     *
     * @throws ProblemException 422 if the time is empty or has too many buckets
     */
    static Timeline of(Bucket bucket, ZoneId zone, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("from", "must be before to");
        }
        List<Instant> starts = new ArrayList<>();
        ZonedDateTime start = bucket.start(from.atZone(zone));
        while (start.toInstant().isBefore(to)) {
            if (starts.size() == MAX_BUCKETS) {
                throw ProblemException.invalid(
                        "bucket",
                        "gives more than %d points: ask for a longer bucket or a shorter time"
                                .formatted(MAX_BUCKETS));
            }
            starts.add(start.toInstant());
            start = bucket.next(start);
        }
        return new Timeline(starts, start.toInstant());
    }

    /** The coarsest rollup whose buckets each lie inside one of these. */
    String grain() {
        return starts.stream().allMatch(Timeline::isFullHour) && isFullHour(end)
                ? "hour"
                : "minute";
    }

    private static boolean isFullHour(Instant instant) {
        return instant.getEpochSecond() % HOUR == 0;
    }

    /**
     * SQL for the place of a rollup's bucket in {@link #starts}, from 0. Zones shift and change
     * their clocks, so the boundaries are listed; INTERVAL() finds the place by bisection.
     */
    String place() {
        return starts.stream()
                .map(start -> Long.toString(start.getEpochSecond()))
                .collect(
                        Collectors.joining(
                                ", ",
                                "INTERVAL(TIMESTAMPDIFF(SECOND, '1970-01-01', bucket), ",
                                ") - 1"));
    }
}
