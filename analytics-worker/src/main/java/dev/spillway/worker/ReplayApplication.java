package dev.spillway.worker;

import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.restore.RestoreClock;
import dev.spillway.worker.restore.RestoreTools;
import dev.spillway.worker.retention.RetentionProperties;
import dev.spillway.worker.sql.Rows;
import io.awspring.cloud.autoconfigure.sns.SnsAutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * What {@code replay} is wired in: the parts of the worker that store, and nothing that runs by
 * itself. No component, so that the worker's own scan passes it by.
 */
@EnableAutoConfiguration(exclude = {SqsAutoConfiguration.class, SnsAutoConfiguration.class})
@ComponentScan({
    "dev.spillway.worker.store",
    "dev.spillway.worker.quarantine",
    "dev.spillway.worker.signal"
})
@EnableConfigurationProperties({
    ArchiveProperties.class,
    DrainProperties.class,
    RetentionProperties.class
})
@Import({WorkerConfiguration.class, RestoreTools.class})
final class ReplayApplication {

    @Bean
    @Primary
    static Clock restoreClock() {
        return new RestoreClock();
    }

    /** The world was told when it happened; it has moved on since. */
    @Bean
    static OutboxRows silentOutbox(Rows rows) {
        return OutboxRows.silent(rows);
    }
}
