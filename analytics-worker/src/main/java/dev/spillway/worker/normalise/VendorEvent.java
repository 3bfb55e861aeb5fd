package dev.spillway.worker.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<String> known = new ArrayList<>();
        for (Optional<String> word : words) {
            if (word.isEmpty()) {
                break;
            }
            known.add(word.get());
        }
        return new VendorEvent(payload, known, fields);
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
