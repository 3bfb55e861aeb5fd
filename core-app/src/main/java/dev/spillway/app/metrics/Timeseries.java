package dev.spillway.app.metrics;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric over time.
 *
 * @param bucket {@code minute}, {@code hour} or {@code day}
 */
record Timeseries(String bucket, List<Series> series) {

    /**
     * One line of it.
     *
     * @param key a type, a reason, the id of a source or campaign, {@code none} for no campaign,
     *     {@code other} for what was too many to list, {@code total} where nothing was asked for
     * @param name the source's or campaign's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Series(String key, @Nullable String name, List<Point> points) {}

    /** The count in the bucket that begins then: {@code ["2026-11-21T10:00:00.000Z", 12]}. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "count"})
    record Point(Instant at, long count) {}
}
