package dev.spillway.worker.job;

import dev.spillway.platform.id.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A worker that does the jobs of one handler when a test tells it to. */
public final class JobWorker {

    private static final int BATCH = 10;

    private final JobRunner runner;

    public JobWorker(DataSource pool, JobHandler handler) {
        JobProperties properties =
                new JobProperties(
                        Duration.ofMillis(10),
                        Duration.ofMinutes(1),
                        BATCH,
                        1_000_000,
                        Duration.ofMinutes(1));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        runner =
                new JobRunner(
                        Map.of(handler.kind(), handler),
                        new JobRows(new JdbcTemplate(pool), Ids.next(), properties.lease()),
                        transaction,
                        properties,
                        new JobMetrics(new SimpleMeterRegistry()),
                        new Pause());
    }

    /** Until nothing waits. */
    public void doAll() {
        while (runner.turn()) {
            // The next turn is the next tenant's.
        }
    }
}
