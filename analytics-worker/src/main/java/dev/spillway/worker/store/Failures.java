package dev.spillway.worker.store;

import dev.spillway.worker.sql.Fault;
import java.sql.SQLException;

/**
 * What a dead letter says of the failure that made it one: never the message, which quotes data.
 */
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

    /** For people who run the worker: what the database said, by its numbers. */
    static String describe(Fault fault, Throwable failure) {
        Throwable root = root(failure);
        String error = fault + ": " + root.getClass().getSimpleName();
        return root instanceof SQLException sql
                ? error + ", error " + sql.getErrorCode() + ", state " + sql.getSQLState()
                : error;
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
