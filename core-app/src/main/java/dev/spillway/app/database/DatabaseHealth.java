package dev.spillway.app.database;

import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers. Part of the health, not of the readiness: instances that all leave
 * the load balancer together help nobody.
 */
@Component("databaseHealthIndicator")
class DatabaseHealth extends AbstractHealthIndicator {

    private static final int SECONDS = 2;

    private final DataSource pool;

    DatabaseHealth(@Qualifier("identityPool") DataSource pool) {
        super("the database does not answer");
        this.pool = pool;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        try (Connection connection = pool.getConnection()) {
            builder.status(connection.isValid(SECONDS) ? "UP" : "DOWN");
        }
    }
}
