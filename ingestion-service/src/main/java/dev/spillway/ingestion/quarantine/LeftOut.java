package dev.spillway.ingestion.quarantine;

import java.util.Locale;

/** Why a refused request was counted and not kept. */
enum LeftOut {
    /** Its body is beyond the limit, or its ciphertext would not fit a message. */
    TOO_LARGE,
    /** Its source has put enough into quarantine within the minute. */
    OVER_BUDGET,
    /** Too much waits for the queue already. */
    BACKLOG_FULL,
    /** The queue took others of its call and not this one. */
    NOT_TAKEN,
    /** The service stopped before the queue had it. */
    STOPPED;

    /** The metric's tag. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
