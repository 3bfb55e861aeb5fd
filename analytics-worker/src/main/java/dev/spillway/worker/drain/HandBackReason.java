package dev.spillway.worker.drain;

import java.time.Duration;
import java.util.Locale;

/** Why a message went back to its queue untouched. */
enum HandBackReason {
    /** A newer writer made it; a newer reader will come. */
    NEWER_VERSION,
    /** Its tenant's plan or key cannot be used at present. */
    TENANT_UNUSABLE,
    /** It could not be stored in time. */
    NOT_STORED,
    /** It was stored, but could not be archived in time: deleted, it would be nowhere else. */
    NOT_ARCHIVED,
    /** The worker stops; another takes it at once. */
    STOPPING;

    /** The tag of the counter. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** After which it may be delivered again. */
    Duration delay(DrainProperties.HandBack delays) {
        return switch (this) {
            case NEWER_VERSION -> delays.newer();
            case TENANT_UNUSABLE, NOT_STORED, NOT_ARCHIVED -> delays.stalled();
            case STOPPING -> Duration.ZERO;
        };
    }
}
