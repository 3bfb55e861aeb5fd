package dev.spillway.worker.normalise;

import java.util.Locale;

/** Why a message did not reach its recipient. */
public enum RejectReason {
    /** There is no such address. */
    INVALID,
    /** The receiving side refused it for good. */
    BOUNCED,
    TIMED_OUT,
    /** The receiving side refused it for now, or for the sender's reputation. */
    BLOCKED,
    SPAM,
    UNSUBSCRIBED,
    OTHER;

    /** The name in API and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
