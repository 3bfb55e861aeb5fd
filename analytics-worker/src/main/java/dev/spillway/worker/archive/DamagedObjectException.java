package dev.spillway.worker.archive;

import org.jspecify.annotations.Nullable;

/** An object is not what was written, or not all of it. What was read before is sound. */
public final class DamagedObjectException extends RuntimeException {

    private final String reason;

    DamagedObjectException(String what) {
        this(what, null);
    }

    DamagedObjectException(String what, @Nullable Throwable cause) {
        super(what, cause);
        this.reason = what;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }
}
