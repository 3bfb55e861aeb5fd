package dev.spillway.worker.archive;

/** Nothing was kept, or read, and trying again may help. Its message quotes no message. */
public final class ArchiveFailedException extends RuntimeException {

    ArchiveFailedException(String what, Throwable cause) {
        super(what + ": " + cause.getClass().getSimpleName() + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? "" : ", " + cause.getMessage();
    }
}
