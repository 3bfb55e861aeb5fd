package dev.spillway.worker.quarantine;

import java.util.Locale;

/** How a request's holding ends once it was judged. */
enum Fate {
    /** It was found genuine and is a webhook, or the duplicate of one. */
    RELEASED,
    /** It cannot be opened, whatever is mended. */
    REFUSED;

    /** The status in API and database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands as its reason from then on. */
    String reason(HeldRow row) {
        return switch (this) {
            case RELEASED -> row.reason();
            case REFUSED -> Judgement.UNREADABLE;
        };
    }
}
