package dev.spillway.worker.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * What a failure means for the messages that were being stored.
 *
 * <p>Only what the data itself caused may end as a dead letter. So the database's errors are taken
 * for the database's own fault unless they are known to be about a value: a missing right, a full
 * disk or a schema that is not there yet must make webhooks wait, not die.
 */
public enum Fault {
    /** Two transactions got into each other's way. Try again at once. */
    CONTENTION,
    /** The database cannot be reached or does not take writes. Wait, and receive nothing new. */
    STALL,
    /** This data cannot be stored, however often it is tried. */
    POISON;

    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int CHECKREAD = 1020; // MariaDB: the record has changed since it was read

    /**
     * Errors about a value whose SQL state does not say so: packet too large, check constraint
     * (MySQL, MariaDB), row too large, wrong string value, partition not found.
     */
    private static final Set<Integer> ABOUT_A_VALUE =
            Set.of(1153, 3819, 4025, 1118, 1366, 1526, 1406, 1264);

    /**
     * Errors of a statement that was cancelled, on request or by the server's limit (MySQL,
     * MariaDB), or whose cancelling the server refused to the driver.
     */
    private static final Set<Integer> GIVEN_UP = Set.of(1317, 3024, 1969, 1095);

    /** What went wrong, by the first cause the database or the transaction gave. */
    public static Fault of(Throwable failure) {
        SQLException sql = sqlCause(failure);
        if (sql != null) {
            return of(sql);
        }
        if (failure instanceof ConcurrencyFailureException) {
            return CONTENTION;
        }
        return failure instanceof DataAccessException || failure instanceof TransactionException
                ? STALL
                : POISON;
    }

    private static Fault of(SQLException failure) {
        int code = failure.getErrorCode();
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (code == DEADLOCK
                || code == LOCK_WAIT_TIMEOUT
                || code == CHECKREAD
                || state.startsWith("40")) {
            return CONTENTION;
        }
        boolean aboutValue =
                ABOUT_A_VALUE.contains(code)
                        || state.startsWith("22")
                        || state.startsWith("23")
                        || failure.getClass().getSimpleName().equals("PacketTooBigException");
        return aboutValue ? POISON : STALL;
    }

    /**
     * Whether it was given up because it lasted too long. That may be the database's fault, or that
     * of so much at once.
     */
    public static boolean tookTooLong(Throwable failure) {
        SQLException sql = sqlCause(failure);
        return failure instanceof TransactionTimedOutException
                || failure instanceof QueryTimeoutException
                || sql instanceof SQLTimeoutException
                || (sql != null && GIVEN_UP.contains(sql.getErrorCode()));
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
