package dev.spillway.app.metrics;

import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a series is of: its text in answers and its value in the rollup. */
record SeriesKey(String text, @Nullable Object column) {

    /** Everything together. */
    static final SeriesKey TOTAL = new SeriesKey("total", null);

    /** All that has no series of its own. */
    static final SeriesKey OTHER = new SeriesKey("other", null);

    private static final UUID NO_CAMPAIGN = new UUID(0, 0);

    static SeriesKey of(Grouping grouping, Row row, String column) throws SQLException {
        return switch (grouping) {
            case TYPE, REASON -> {
                String text = row.textOrNull(column);
                yield text == null ? OTHER : new SeriesKey(text, text);
            }
            case SOURCE, CAMPAIGN -> {
                UUID id = row.idOrNull(column);
                yield id == null ? OTHER : of(id);
            }
        };
    }

    private static SeriesKey of(UUID id) {
        return new SeriesKey(id.equals(NO_CAMPAIGN) ? "none" : id.toString(), Ids.bytes(id));
    }

    /** Bytes have no equality of their own; the text tells keys apart. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesKey key && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
