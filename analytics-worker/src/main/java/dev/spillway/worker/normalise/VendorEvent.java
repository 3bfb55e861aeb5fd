package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One event as its vendor tells it.
 *
 * @param payload the webhook that it came in
 * @param words what the vendor calls it, from the general to the particular; empty when he does not
 *     say
 * @param fields what he tells of it
 */
record VendorEvent(Payload payload, List<String> words, Fields fields) {

    VendorEvent {
        words = List.copyOf(words);
    }

    /** Of those words that are there, up to the first that is not. */
    @SafeVarargs
    static VendorEvent of(Payload payload, Fields fields, Optional<String>... words) {
        return new VendorEvent(
                payload,
                Stream.of(words).takeWhile(Optional::isPresent).map(Optional::orElseThrow).toList(),
                fields);
    }

    /** Whether its first word is this one. */
    boolean is(String word) {
        return !words.isEmpty() && words.getFirst().equals(word);
    }

    Optional<String> text(String... names) {
        return fields.text(names);
    }

    Fields at(String... names) {
        return fields.at(names);
    }
}
