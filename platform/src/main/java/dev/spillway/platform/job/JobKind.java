package dev.spillway.platform.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of long work. A worker leaves a kind that it does not know to a newer one. */
public enum JobKind {
    /** Stores what could not be stored before; {@link DeadLetterSelection} says what. */
    DEAD_LETTER_REPLAY,
    /** Gives dead letters up for good; a {@link DeadLetterSelection} with a reason. */
    DEAD_LETTER_DISCARD,
    /** Judges quarantined requests again and stores those that are genuine. */
    QUARANTINE_RELEASE,
    /** Gives quarantined requests up; both take a {@link QuarantineSelection}. */
    QUARANTINE_DISCARD,
    /** Finds the events of stored webhooks anew; {@link WebhookSelection} says of which. */
    WEBHOOK_REPLAY,
    /** Counts stored events anew; {@link RollupSelection} says which hours. */
    ROLLUP_REBUILD,
    /** Writes down all that is kept of a person; {@link RecipientSelection} says of whom. */
    RECIPIENT_EXPORT,
    /** Takes a person out of all that is kept; a {@link RecipientSelection} too. */
    RECIPIENT_ERASURE;

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about one person, and so for admins only. */
    public boolean isAboutAPerson() {
        return this == RECIPIENT_EXPORT || this == RECIPIENT_ERASURE;
    }

    public static Optional<JobKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
