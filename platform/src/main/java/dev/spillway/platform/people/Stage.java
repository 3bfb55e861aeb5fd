package dev.spillway.platform.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a person got in a campaign. Stored and shown by {@link #code}. */
public enum Stage {
    SENT,
    DELIVERED,
    OPENED,
    CLICKED,
    CONVERTED;

    /** The name in API and database: {@code sent}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Stage of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stage " + code));
    }

    /**
     * The stage that an event of this type puts its person at. What only promises a message (
     * {@code queued}, {@code deferred}) or tells that none left ({@code rejected}, {@code failed})
     * puts nobody anywhere; a bounce did leave.
     */
    public static Optional<Stage> reachedBy(String eventType) {
        return switch (eventType) {
            case "sent", "bounced", "undelivered" -> Optional.of(SENT);
            case "delivered" -> Optional.of(DELIVERED);
            case "opened" -> Optional.of(OPENED);
            case "clicked" -> Optional.of(CLICKED);
            case "ordered", "paid", "subscription_started" -> Optional.of(CONVERTED);
            default -> Optional.empty();
        };
    }

    /**
     * The stage whose events an event of this type is counted among. Unlike people, events are
     * never implied: a bounce is no second sending.
     */
    public static Optional<Stage> countedAs(String eventType) {
        return switch (eventType) {
            case "bounced", "undelivered" -> Optional.empty();
            default -> reachedBy(eventType);
        };
    }
}
