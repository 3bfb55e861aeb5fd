package dev.spillway.app.metrics;

import java.util.EnumSet;
import java.util.Set;

/** What can be counted over time, and where its rollup is. */
enum Metric {
    WEBHOOKS,
    EVENTS,
    DUPLICATES,
    REJECTIONS,
    DEAD_LETTERS;

    /** The rollup's rows of a grain and a time, ready for further conditions. */
    String rows() {
        String rollup =
                switch (this) {
                    case EVENTS -> "app_event_rollup WHERE";
                    case WEBHOOKS -> traffic("received");
                    case DUPLICATES -> traffic("duplicate");
                    case REJECTIONS -> traffic("rejected");
                    case DEAD_LETTERS -> traffic("dead_letter");
                };
        return rollup + " grain = :grain AND bucket >= :from AND bucket < :to";
    }

    private static String traffic(String outcome) {
        return "app_traffic_rollup WHERE outcome = '" + outcome + "' AND";
    }

    String sum() {
        return this == EVENTS ? "SUM(events)" : "SUM(webhooks)";
    }

    /** What its series can be told apart by. */
    Set<Grouping> groupings() {
        return switch (this) {
            case EVENTS -> EnumSet.of(Grouping.TYPE, Grouping.SOURCE, Grouping.CAMPAIGN);
            case WEBHOOKS, DUPLICATES -> EnumSet.of(Grouping.SOURCE);
            case REJECTIONS, DEAD_LETTERS -> EnumSet.of(Grouping.SOURCE, Grouping.REASON);
        };
    }
}
