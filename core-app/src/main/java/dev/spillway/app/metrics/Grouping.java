package dev.spillway.app.metrics;

/** What a metric's series are told apart by. */
enum Grouping {
    TYPE("type"),
    SOURCE("source_id"),
    CAMPAIGN("campaign_id"),
    REASON("reason");

    private final String column;

    Grouping(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }
}
