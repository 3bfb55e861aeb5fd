package dev.spillway.provisioner.migrate;

import java.sql.SQLException;
import java.util.Objects;

/** Why a migration failed, in one line. */
final class Reason {

    private Reason() {}

    /** What the database said where it said anything, else what we say. */
    static String of(Throwable failure) {
        Throwable reason = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                reason = cause;
                break;
            }
        }
        String message =
                Objects.requireNonNullElse(reason.getMessage(), reason.getClass().getName());
        return message.strip().replaceAll("\\s+", " ");
    }
}
