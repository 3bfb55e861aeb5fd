package dev.spillway.worker.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class FaultTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "1213, 40001, deadlock, CONTENTION",
        "1205, HY000, lock wait timeout, CONTENTION",
        "1205, 41000, lock wait timeout as Connector/J says it, CONTENTION",
        "1020, HY000, record has changed, CONTENTION",
        "0, 08S01, connection lost, STALL",
        "1290, HY000, read-only, STALL",
        "1836, HY000, read-only after a failover, STALL",
        "1792, 25006, read-only transaction, STALL",
        "1040, 08004, too many connections, STALL",
        "1053, 08S01, shutting down, STALL",
        "1021, HY000, disk full, STALL",
        "1114, HY000, table full, STALL",
        "1142, 42000, right missing, STALL",
        "1146, 42S02, table missing, STALL",
        "1317, 70100, statement cancelled, STALL",
        "1406, 22001, too long, POISON",
        "1366, HY000, wrong string, POISON",
        "1264, 22003, out of range, POISON",
        "1062, 23000, key taken, POISON",
        "3819, HY000, check on MySQL, POISON",
        "4025, 23000, check on MariaDB, POISON",
        "1153, 08S01, packet too large, POISON"
    })
    void onlyWhatTheDataCausedIsPoison(int code, String state, String name, Fault fault) {
        SQLException error = new SQLException(name, state, code);

        assertThat(Fault.of(wrapped(error))).isEqualTo(fault);
    }

    @Test
    void failureWithoutADatabaseErrorIsJudgedByWhereItComesFrom() {
        assertThat(Fault.of(new IllegalStateException("a bug"))).isEqualTo(Fault.POISON);
        assertThat(Fault.of(new TransactionSystemException("commit"))).isEqualTo(Fault.STALL);
        assertThat(
                        Fault.of(
                                new CannotCreateTransactionException(
                                        "pool", new SQLTransientConnectionException("timeout"))))
                .isEqualTo(Fault.STALL);
    }

    private static RuntimeException wrapped(SQLException error) {
        return new DataIntegrityViolationException(
                "batch",
                new BatchUpdateException(
                        error.getMessage(),
                        error.getSQLState(),
                        error.getErrorCode(),
                        new int[0],
                        error));
    }
}
