package dev.spillway.worker.quarantine;

import java.util.Locale;

/** How a request's holding ends once it was judged. */
enum Fate {
    /** It was found genuine and is a webhook, or the duplicate of one. */
    RELEASED,
    /** It cannot be opened, whatever is mended. */
    REFUSED,
    /** It holds somebody whom its tenant erased; rewritten, it would prove nothing any more. */
    ERASED;

    private static final String RECIPIENT_ERASED = "recipient_erased";

    /** The status in API and database. */
    String code() {
        return this == ERASED ? "discarded" : name().toLowerCase(Locale.ROOT);
    }

    /** What stands as its reason from then on. */
    String reason(HeldRow row) {
        return switch (this) {
            case RELEASED -> row.reason();
            case REFUSED -> Judgement.UNREADABLE;
            case ERASED -> RECIPIENT_ERASED;
        };
    }
}
