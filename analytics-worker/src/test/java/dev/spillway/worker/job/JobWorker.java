package dev.spillway.worker.job;

import dev.spillway.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
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

    /** A turn that ends with its first step. */
    static final JobProperties ONE_STEP = properties(Duration.ZERO, 1_000_000);

    static final JobProperties LONG_TURNS = properties(Duration.ofMinutes(1), 1_000_000);

    private final JobRunner runner;

    public JobWorker(DataSource pool, JobHandler handler) {
        runner = runner(pool, LONG_TURNS, handler, new Pause(), new SimpleMeterRegistry());
    }

    static JobProperties properties(Duration turn, int rate) {
        return new JobProperties(Duration.ofMillis(10), turn, 10, rate, Duration.ofMinutes(1));
    }

    static JobRunner runner(
            DataSource pool,
            JobProperties properties,
            JobHandler handler,
            Pause pause,
            MeterRegistry registry) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return new JobRunner(
                Map.of(handler.kind(), handler),
                new JobRows(new JdbcTemplate(pool), Ids.next(), properties.lease()),
                transaction,
                properties,
                new JobMetrics(registry),
                pause);
    }

    /** Until nothing waits. */
    public void doAll() {
        while (runner.turn()) {
            // The next turn is the next tenant's.
        }
    }
}
