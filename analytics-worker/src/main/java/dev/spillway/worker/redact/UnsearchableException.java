package dev.spillway.worker.redact;

/**
 * Nobody can say whether somebody is in something: it does not open, or it would take more memory
 * or time than one text may. Never about the database.
 */
public final class UnsearchableException extends RuntimeException {

    UnsearchableException(String why) {
        super(why);
    }
}
