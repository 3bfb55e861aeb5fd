package dev.spillway.worker.store;

import dev.spillway.worker.normalise.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what two events of a source are told to be the same. What is forged does not stand for what is
 * genuine, here as among claims.
 *
 * @param facts the vendor's id with the person, or with the time where it is nobody's; all that
 *     describes an occurrence where there is no id, or another one each time
 */
record Telling(UUID sourceId, boolean verified, By by, List<String> facts) {

    /** What the facts are. */
    enum By {
        /** The person's own events are few, so it need not have happened at the same time. */
        PERSON,
        TIME,
        CONTENT
    }

    /** How an event is looked for. */
    static Telling of(UUID sourceId, boolean verified, FoundEvent found) {
        EventFacts event = EventFacts.of(found);
        String recipient = event.recipientHash();
        String id = event.providerEventId();
        if (id == null || found.event().isKnownByContent()) {
            return byContent(sourceId, verified, event);
        }
        return recipient == null
                ? byTime(sourceId, verified, event.occurredAt(), id)
                : byPerson(sourceId, verified, recipient, id);
    }

    /** As what a stored event can be found. */
    static List<Telling> all(UUID sourceId, boolean verified, EventFacts event) {
        String recipient = event.recipientHash();
        String id = event.providerEventId();
        Telling content = byContent(sourceId, verified, event);
        return id == null
                ? List.of(content)
                : List.of(
                        content,
                        byTime(sourceId, verified, event.occurredAt(), id),
                        byPerson(sourceId, verified, recipient == null ? "" : recipient, id));
    }

    private static Telling byPerson(UUID sourceId, boolean verified, String recipient, String id) {
        return new Telling(sourceId, verified, By.PERSON, List.of(recipient, id));
    }

    private static Telling byTime(UUID sourceId, boolean verified, Instant occurredAt, String id) {
        return new Telling(sourceId, verified, By.TIME, List.of(occurredAt.toString(), id));
    }

    private static Telling byContent(UUID sourceId, boolean verified, EventFacts event) {
        return new Telling(
                sourceId,
                verified,
                By.CONTENT,
                List.of(
                        moment(event).toString(),
                        event.type(),
                        text(event.recipientHash()),
                        text(event.messageId()),
                        text(event.url())));
    }

    /** From when on what says the same is the same. */
    static Instant moment(EventFacts event) {
        long at = event.occurredAt().toEpochMilli();
        return Instant.ofEpochMilli(at - Math.floorMod(at, within(event).toMillis()));
    }

    /** For how long. SparkPost tells of an open twice, a second or two apart. */
    static Duration within(EventFacts event) {
        return event.type().equals(EventType.OPENED.code())
                ? Duration.ofMinutes(1)
                : Duration.ofMillis(1);
    }

    /** Nothing and an empty text are two. */
    private static String text(@Nullable String value) {
        return value == null ? "-" : "=" + value;
    }
}
