package dev.spillway.app.metrics;

import static dev.spillway.app.metrics.Grouping.CAMPAIGN;
import static dev.spillway.app.metrics.Grouping.REASON;
import static dev.spillway.app.metrics.Grouping.SOURCE;
import static dev.spillway.app.metrics.Grouping.TYPE;

import java.util.EnumSet;
import java.util.Set;

/** What can be counted over time, and where its rollup is. */
enum Metric {
    WEBHOOKS("received", EnumSet.of(SOURCE)),
    DUPLICATES("duplicate", EnumSet.of(SOURCE)),
    REJECTIONS("rejected", EnumSet.of(SOURCE, REASON)),
    DEAD_LETTERS("dead_letter", EnumSet.of(SOURCE, REASON)),
    EVENTS(null, EnumSet.of(TYPE, SOURCE, CAMPAIGN));

    private final String rows;
    private final String sum;
    private final Set<Grouping> groupings;

    Metric(@org.jspecify.annotations.Nullable String outcome, Set<Grouping> groupings) {
        this.rows =
                outcome == null
                        ? "app_event_rollup WHERE grain = :grain"
                        : "app_traffic_rollup WHERE outcome = '%s' AND grain = :grain"
                                .formatted(outcome);
        this.sum = outcome == null ? "SUM(events)" : "SUM(webhooks)";
        this.groupings = groupings;
    }

    /** The rollup's rows of a grain and a time, ready for further conditions. */
    String rows() {
        return rows + " AND bucket >= :from AND bucket < :to";
    }

    String sum() {
        return sum;
    }

    Set<Grouping> groupings() {
        return EnumSet.copyOf(groupings);
    }
}
