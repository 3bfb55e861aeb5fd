package dev.spillway.worker.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what two events of a source are told to be the same. What is forged does not stand for what is
 * genuine, here as among claims.
 *
 * @param facts the vendor's id with the person, or with the time where it is nobody's; without an
 *     id all that describes an occurrence
 */
record Telling(UUID sourceId, boolean verified, List<String> facts) {

    /** How an event is looked for. */
    static Telling of(UUID sourceId, boolean verified, EventFacts event) {
        String recipient = event.recipientHash();
        String id = event.providerEventId();
        if (id == null) {
            return new Telling(sourceId, verified, content(event));
        }
        return new Telling(
                sourceId,
                verified,
                recipient == null ? byTime(event.occurredAt(), id) : byPerson(recipient, id));
    }

    /** As what a stored event can be found. */
    static List<Telling> all(UUID sourceId, boolean verified, EventFacts event) {
        String recipient = event.recipientHash();
        String id = event.providerEventId();
        if (id == null) {
            return List.of(new Telling(sourceId, verified, content(event)));
        }
        return Stream.of(
                        byTime(event.occurredAt(), id),
                        byPerson(recipient == null ? "" : recipient, id))
                .map(facts -> new Telling(sourceId, verified, facts))
                .toList();
    }

    /** The person's own events are few, so it need not have happened at the same time. */
    private static List<String> byPerson(String recipient, String id) {
        return List.of("person", recipient, id);
    }

    private static List<String> byTime(Instant occurredAt, String id) {
        return List.of("time", occurredAt.toString(), id);
    }

    private static List<String> content(EventFacts event) {
        return List.of(
                "content",
                event.occurredAt().toString(),
                event.type(),
                text(event.recipientHash()),
                text(event.messageId()),
                text(event.url()));
    }

    /** Nothing and an empty text are two. */
    private static String text(@Nullable String value) {
        return value == null ? "-" : "=" + value;
    }
}
