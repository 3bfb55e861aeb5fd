package dev.spillway.app.metrics;

import dev.spillway.app.database.Row;
import dev.spillway.platform.error.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Whole minutes from one instant to another, read from as few rollup rows as can be: full hours
 * from the hours' rollup, what is left at the ends from the minutes'.
 */
public final class Span {

    private final List<Part> parts;

    private Span(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * The minutes that have a share in a time.
     *
     * @throws ProblemException 422 if it is empty
     */
    public static Span of(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("from", "must be before to");
        }
        Instant start = from.truncatedTo(ChronoUnit.MINUTES);
        Instant end = ceiling(to, ChronoUnit.MINUTES);
        Instant firstHour = ceiling(start, ChronoUnit.HOURS);
        Instant lastHour = end.truncatedTo(ChronoUnit.HOURS);
        List<Part> parts = new ArrayList<>();
        if (firstHour.isBefore(lastHour)) {
            parts.add(new Part("minute", start, firstHour));
            parts.add(new Part("hour", firstHour, lastHour));
            parts.add(new Part("minute", lastHour, end));
        } else {
            parts.add(new Part("minute", start, end));
        }
        return new Span(parts.stream().filter(Part::isThere).toList());
    }

    private static Instant ceiling(Instant instant, ChronoUnit unit) {
        Instant floor = instant.truncatedTo(unit);
        return floor.equals(instant) ? floor : floor.plus(1, unit);
    }

    /** The condition on a rollup's {@code grain} and {@code bucket}. */
    public String condition() {
        return IntStream.range(0, parts.size())
                .mapToObj(i ->
                        "(grain = '%s' AND bucket >= :from%d AND bucket < :to%d)"
                                .formatted(parts.get(i).grain(), i, i))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** The statement with the values that {@link #condition} names. */
    public StatementSpec bind(StatementSpec statement) {
        StatementSpec bound = statement;
        for (int i = 0; i < parts.size(); i++) {
            bound =
                    bound.param("from" + i, Row.time(parts.get(i).from()))
                            .param("to" + i, Row.time(parts.get(i).to()));
        }
        return bound;
    }

    private record Part(String grain, Instant from, Instant to) {
        boolean isThere() {
            return from.isBefore(to);
        }
    }
}
