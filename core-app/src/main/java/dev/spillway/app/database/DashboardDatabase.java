package dev.spillway.app.database;

import dev.spillway.platform.tenancy.TenantBoundDataSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * SQL for what dashboards show, on connections of its own, for the tenant bound to the thread.
 * Thread-safe.
 */
public final class DashboardDatabase {

    private final JdbcClient client;
    private final TransactionTemplate snapshot;

    DashboardDatabase(TenantBoundDataSource dataSource, Duration statementTimeout) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(Math.toIntExact(statementTimeout.toSeconds()));
        client = JdbcClient.create(template);
        snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        snapshot.setReadOnly(true);
    }

    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(sql);
    }

    /** Several queries over one connection, which all see the same state. */
    public <T> T snapshot(Supplier<T> queries) {
        return snapshot.execute(status -> queries.get());
    }
}
