package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's words for events mean here. A word may be narrowed by others behind it, {@code
 * bounce: blocked}; what is not narrowed further in here keeps the meaning of the wider one.
 * Immutable.
 *
 * <p>An event that a vendor tells a second time under another name (a first open beside every open)
 * is left out on purpose: it stays unknown rather than counting twice.
 */
final class Kinds {

    private static final Kinds NONE = new Kinds(Channel.OTHER, Map.of());

    private final Channel channel;
    private final Map<String, Kind> byWord;

    private Kinds(Channel channel, Map<String, Kind> byWord) {
        this.channel = channel;
        this.byWord = byWord;
    }

    /** For vendors whose events are none of marketing. */
    static Kinds none() {
        return NONE;
    }

    /** Starts a table; what is added comes about by this channel. */
    static Kinds of(Channel channel) {
        return NONE.in(channel);
    }

    /** All at once. */
    static Kinds of(Map<String, Kind> byWord) {
        return new Kinds(Channel.OTHER, Map.copyOf(byWord));
    }

    /** What is added from here on comes about by another channel. */
    Kinds in(Channel other) {
        return new Kinds(other, byWord);
    }

    Kinds add(EventType type, String... words) {
        return add(new Kind(channel, type, null), words);
    }

    Kinds add(EventType type, RejectReason reason, String... words) {
        return add(new Kind(channel, type, reason), words);
    }

    private Kinds add(Kind kind, String... words) {
        Map<String, Kind> more = new TreeMap<>(byWord);
        for (String word : words) {
            if (more.put(word, kind) != null) {
                throw new IllegalStateException(word + " has two meanings");
            }
        }
        return new Kinds(channel, more);
    }

    /** All words in here, as they are looked up. */
    Set<String> words() {
        return byWord.keySet();
    }

    /** The most particular word in here that says so; empty when there is none. */
    Optional<String> word(List<String> words) {
        for (int count = words.size(); count > 0; count--) {
            String word = String.join(": ", words.subList(0, count));
            if (byWord.containsKey(word)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** An event of what the words mean, or an unknown one. */
    EventDraft draft(List<String> words) {
        return word(words)
                .map(byWord::get)
                .map(EventDraft::of)
                .orElseGet(() -> EventDraft.unknown(words));
    }

    /** What one word means. */
    record Kind(Channel channel, EventType type, @Nullable RejectReason reason) {}
}
