package dev.spillway.worker.quarantine;

import java.util.Locale;

/** What became of a request that came off the queue. */
enum Stored {
    HELD,
    /** It is here already: the signal came again. */
    KNOWN,
    /** Its source holds as much as it may. */
    FULL,
    /** It holds somebody whom its tenant erased after it was received. */
    ERASED,
    /** It waited on the queue for longer than anything is kept. */
    EXPIRED;

    /** The metric's tag. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
