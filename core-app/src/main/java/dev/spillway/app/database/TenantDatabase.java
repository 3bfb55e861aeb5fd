package dev.spillway.app.database;

import dev.spillway.platform.tenancy.TenantBoundDataSource;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL over tenant views, for the tenant bound to the thread. Thread-safe. */
public final class TenantDatabase {

    private final JdbcClient client;

    TenantDatabase(TenantBoundDataSource dataSource, Duration statementTimeout) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(Math.toIntExact(statementTimeout.toSeconds()));
        client = JdbcClient.create(template);
    }

    /** A statement; ids are bound as {@link dev.spillway.platform.id.Ids#bytes}. */
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(sql);
    }
}
