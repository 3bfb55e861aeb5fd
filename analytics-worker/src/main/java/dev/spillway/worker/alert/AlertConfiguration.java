package dev.spillway.worker.alert;

import dev.spillway.worker.drain.DrainReports;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.NamedLock;
import dev.spillway.worker.sql.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.transaction.support.TransactionTemplate;

/** What watches, and when. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfiguration {

    /** Of each worker, in the time between two turns. */
    private static final int LOOKS = 6;

    @Bean
    Watch watch(
            Rows rows,
            JdbcClient jdbc,
            TransactionTemplate readCommitted,
            DrainReports drain,
            AlertProperties alerts,
            MeterRegistry registry,
            Clock clock) {
        return new Watch(
                new NamedLock(rows.jdbc(), "spillway.alerts"),
                new Rounds(jdbc, alerts.interval()),
                new WatchedTenants(jdbc),
                new Readings(jdbc, alerts.behind()),
                new Judge(new AlertRows(jdbc), new OutboxRows(rows), readCommitted),
                drain::backlog,
                new AlertMetrics(registry),
                alerts.tenants(),
                clock);
    }

    /**
     * At a fixed rate, as the chores of {@code retention} and for their reason. More often than a
     * turn is due, so that it begins soon after it is, also where whoever had the last one died.
     */
    @Bean
    SchedulingConfigurer alertSchedule(Watch watch, AlertProperties alerts) {
        Duration look = alerts.interval().dividedBy(LOOKS);
        return tasks -> tasks.addFixedRateTask(new FixedRateTask(watch::run, look, look));
    }
}
