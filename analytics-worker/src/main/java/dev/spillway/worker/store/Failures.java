package dev.spillway.worker.store;

import java.sql.SQLException;

/** What a dead letter says of the failure that made it one: never the message, which quotes data. */
final class Failures {

    private Failures() {}

    static DeadLetterReason reason(Throwable failure) {
        return root(failure) instanceof SQLException
                ? DeadLetterReason.DATA_REFUSED
                : DeadLetterReason.PROCESSING_FAILED;
    }

    static String errorClass(Throwable failure) {
        return root(failure).getClass().getName();
    }

    /** The driver wraps the error of a batch: what lies deepest says what it was. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
