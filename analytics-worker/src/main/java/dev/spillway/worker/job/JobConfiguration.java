package dev.spillway.worker.job;

import dev.spillway.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs of the kinds for which there is a {@link JobHandler} bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {

    @Bean
    JobLoop jobLoop(
            ObjectProvider<JobHandler> handlers,
            JdbcTemplate jdbc,
            TransactionTemplate readCommitted,
            JobProperties jobs,
            MeterRegistry registry) {
        Pause pause = new Pause();
        JobRunner runner =
                new JobRunner(
                        handlers.stream().collect(Collectors.toMap(JobHandler::kind, each -> each)),
                        new JobRows(jdbc, Ids.next(), jobs.lease()),
                        readCommitted,
                        jobs,
                        new JobMetrics(registry),
                        pause);
        return new JobLoop(runner, pause, jobs.interval());
    }
}
