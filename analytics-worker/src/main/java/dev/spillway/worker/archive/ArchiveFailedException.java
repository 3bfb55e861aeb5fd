package dev.spillway.worker.archive;

import org.jspecify.annotations.Nullable;

/** Nothing was kept, or read, and trying again may help. Its message quotes no message. */
public final class ArchiveFailedException extends RuntimeException {

    private final String reason;

    ArchiveFailedException(String what, Throwable cause) {
        this(what + ": " + cause.getClass().getSimpleName(), cause.getMessage(), cause);
    }

    private ArchiveFailedException(String what, @Nullable String detail, Throwable cause) {
        super(detail == null ? what : what + ", " + detail, cause);
        this.reason = detail == null ? what : what + ", " + detail;
    }

    /** The message, which this exception never lacks. */
    String reason() {
        return reason;
    }
}
