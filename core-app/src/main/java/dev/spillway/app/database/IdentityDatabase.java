package dev.spillway.app.database;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The definer procedures that find a person before his tenant is known. Its user can read no table
 * and no view. Thread-safe.
 */
public final class IdentityDatabase {

    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    IdentityDatabase(DataSource pool, Duration statementTimeout) {
        template = new JdbcTemplate(pool);
        template.setQueryTimeout(Math.toIntExact(statementTimeout.toSeconds()));
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /** The rows of a procedure's result; none where it made no result. */
    public <T> List<T> rows(String call, RowMapper<T> mapper, @Nullable Object... arguments) {
        List<T> rows =
                template.execute(
                        call,
                        (java.sql.PreparedStatement statement) -> {
                            for (int i = 0; i < arguments.length; i++) {
                                statement.setObject(i + 1, arguments[i]);
                            }
                            return statement.execute()
                                    ? new RowMapperResultSetExtractor<>(mapper)
                                            .extractData(statement.getResultSet())
                                    : List.of();
                        });
        return rows == null ? List.of() : rows;
    }

    /** A procedure without a result. */
    public void call(String call, Object... arguments) {
        rows(call, (row, number) -> row, arguments);
    }

    /** Several statements of one procedure happen together or not at all. */
    public <T> T atomically(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }
}
