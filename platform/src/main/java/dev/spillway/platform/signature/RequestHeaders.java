package dev.spillway.platform.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks up a request's headers by name, whatever the case. A function rather than a map, so that
 * the door can hand in the container's own lookup without copying every header of every request.
 *
 * <p>Values are the header's bytes decoded as ISO-8859-1, as servlet containers do; schemes sign
 * those bytes again.
 */
@FunctionalInterface
public interface RequestHeaders {

    /** All values of the header in the order they came; empty when there is none, never null. */
    List<String> values(String name);

    /** The first value of the header. */
    default Optional<String> first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.getFirst());
    }

    /** A copy of {@code headers}; names that differ only in case are one header. */
    static RequestHeaders of(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                copy.merge(name, List.copyOf(values), RequestHeaders::concatenation));
        return name -> copy.getOrDefault(name, List.of());
    }

    /** No header at all. */
    static RequestHeaders none() {
        return _ -> List.of();
    }

    private static List<String> concatenation(List<String> earlier, List<String> later) {
        return Stream.concat(earlier.stream(), later.stream()).toList();
    }
}
