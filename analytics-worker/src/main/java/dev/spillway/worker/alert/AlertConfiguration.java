package dev.spillway.worker.alert;

import dev.spillway.worker.drain.LaneAges;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.NamedLock;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.turn.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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

    @Bean
    Watch watch(
            Rows rows,
            JdbcClient jdbc,
            TransactionTemplate readCommitted,
            LaneAges ages,
            AlertProperties alerts,
            MeterRegistry registry,
            Clock clock) {
        return new Watch(
                new NamedLock(rows.jdbc(), "spillway.alerts"),
                new WatchedTenants(jdbc),
                new Readings(jdbc, () -> ages.oldest(Lane.MAIN), alerts.behind()),
                new Judge(new AlertRows(jdbc), new OutboxRows(rows), readCommitted),
                () -> ages.oldest(Lane.OVERFLOW),
                new AlertMetrics(registry),
                alerts.tenants(),
                clock);
    }

    /**
     * At a fixed rate, as the chores of {@code retention} and for their reason; a turn that
     * overtakes the last one finds the database's lock taken.
     */
    @Bean
    SchedulingConfigurer alertSchedule(Watch watch, AlertProperties alerts) {
        return tasks ->
                tasks.addFixedRateTask(
                        new FixedRateTask(watch::run, alerts.interval(), alerts.interval()));
    }
}
