package dev.spillway.app.campaign;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a campaign got people. Every event is counted in one place: at a stage, at its machines,
 * or among the other events.
 *
 * @param firstSeenAt its earliest event, in event time
 * @param lastSeenAt its latest
 * @param asOf people hold what was stored before this moment
 * @param from the hours counted; null for its whole life
 * @param to their end
 * @param peopleError within which people are right in 19 of 20 cases, as a share of them
 * @param stages all, in the order in which a person gets through them
 * @param money by currency, as what was told came; empty where nothing was
 * @param otherEvents events that are no stage's, and those that tell of a conversion once more, by
 *     type
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Funnel(
        UUID id,
        String name,
        Instant firstSeenAt,
        Instant lastSeenAt,
        Instant asOf,
        @Nullable Instant from,
        @Nullable Instant to,
        double peopleError,
        List<Step> stages,
        Rates rates,
        List<Takings> money,
        Map<String, Long> otherEvents,
        Series series) {

    /**
     * A stage.
     *
     * @param people unique people who got here, those included who must have
     * @param events events that say so themselves; of conversions each source's orders, payments or
     *     started subscriptions, whichever are most
     * @param machine what machines did in people's stead, in neither of the two
     */
    record Step(String stage, long people, long events, Count machine) {}

    /** People in whose stead, and how often. */
    record Count(long people, long events) {}

    /**
     * People of one stage as a share of those of another, from 0 to 1; null where that has nobody.
     *
     * @param delivery delivered of sent
     * @param open opened of delivered
     * @param click clicked of delivered
     * @param clickToOpen clicked of opened
     * @param conversion converted of delivered
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rates(
            @Nullable Double delivery,
            @Nullable Double open,
            @Nullable Double click,
            @Nullable Double clickToOpen,
            @Nullable Double conversion) {}

    /**
     * Hour by hour, in event time: at most 31 days, the last ones of a longer life. Here no stage
     * implies another but delivered sent, since nobody knows when it was.
     *
     * @param bucket always {@code hour}
     * @param lines one for each stage, and for machines where there were any
     */
    record Series(String bucket, Instant from, Instant to, List<Line> lines) {}

    /** A stage's hours; those without anything are left out. */
    record Line(String stage, boolean machine, List<Point> points) {}

    /** The hour that begins then: {@code ["2026-11-21T10:00:00.000Z", 12, 14]}. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "people", "events"})
    record Point(Instant at, long people, long events) {}
}
