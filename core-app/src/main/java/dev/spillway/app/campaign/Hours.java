package dev.spillway.app.campaign;

import dev.spillway.platform.error.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Full hours, at most 31 days of them.
 *
 * @param to the end of the last one
 */
record Hours(Instant from, Instant to) {

    private static final Duration MOST = Duration.ofDays(31);
    private static final Duration WEEK = Duration.ofDays(7);

    /** Beyond it a DATETIME holds no time. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:00:00Z");

    /** All that a DATETIME holds: more than can be asked for. */
    static final Hours ALWAYS = new Hours(Instant.EPOCH, LAST);

    /**
     * The hours that have a share in a time.
     *
     * @param from null for as early as can be
     * @throws ProblemException 422 if there are none, or too many
     */
    static Hours between(@Nullable Instant from, Instant to) {
        Instant end = ceiling(to);
        if (from == null) {
            return new Hours(end.minus(MOST), end);
        }
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("from", "must be before to");
        }
        Hours hours = new Hours(from.truncatedTo(ChronoUnit.HOURS), end);
        if (Duration.between(hours.from, hours.to).compareTo(MOST) > 0) {
            throw ProblemException.invalid("from", "must be at most 31 days before to");
        }
        return hours;
    }

    /** The last ones of a campaign's life that can be shown. */
    static Hours lastOf(Campaign campaign) {
        Instant end = ceiling(campaign.lastSeenAt().plusMillis(1));
        Instant start = campaign.firstSeenAt().truncatedTo(ChronoUnit.HOURS);
        Instant earliest = end.minus(MOST);
        return new Hours(start.isBefore(earliest) ? earliest : start, end);
    }

    private static Instant ceiling(Instant instant) {
        Instant floor = instant.truncatedTo(ChronoUnit.HOURS);
        return floor.equals(instant) || !floor.isBefore(LAST)
                ? floor
                : floor.plus(1, ChronoUnit.HOURS);
    }

    /** The same hours in parts small enough for their sketches to be held in memory. */
    List<Hours> weeks() {
        List<Hours> weeks = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(WEEK)) {
            Instant end = start.plus(WEEK);
            weeks.add(new Hours(start, end.isBefore(to) ? end : to));
        }
        return weeks;
    }
}
