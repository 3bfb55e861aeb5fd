package dev.spillway.app.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * Events per minute of the last hour.
 *
 * @param from the first minute
 * @param types biggest first
 */
public record EventMinutes(Instant from, List<Counts> types) {

    /** How many minutes are shown. */
    static final int MINUTES = 60;

    public EventMinutes {
        types = List.copyOf(types);
    }

    /** One type's counts, one for each minute from the first. */
    public record Counts(String type, List<Long> counts) {
        public Counts {
            counts = List.copyOf(counts);
        }

        long sum() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }
}
