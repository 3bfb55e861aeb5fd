package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.KeyWrapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;

/** What tells tenants, and how often it looks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchProperties.class)
class DispatchConfiguration {

    /** After which a turn begins no further message. */
    private static final Duration TURN = Duration.ofSeconds(20);

    /** What a turn may need beyond that for its last message and the database. */
    private static final Duration SPARE = Duration.ofSeconds(25);

    @Bean
    Courier courier(DispatchProperties dispatch) {
        return new Courier(
                SystemDefaultDnsResolver.INSTANCE, dispatch.timeout(), dispatch.allowLoopback());
    }

    @Bean
    Dispatcher dispatcher(
            JdbcClient jdbc,
            KeyWrapper keys,
            Courier courier,
            DispatchProperties dispatch,
            MeterRegistry registry,
            Clock clock) {
        Round round =
                new Round(
                        new DeliveryRows(jdbc),
                        new Secrets(jdbc, keys),
                        courier,
                        new Backoff(RandomGenerator.of("L64X128MixRandom")),
                        TURN,
                        dispatch.giveUp(),
                        new DispatchMetrics(registry),
                        clock);
        Duration lease = TURN.plus(dispatch.timeout()).plus(SPARE);
        return new Dispatcher(
                new DestinationRows(jdbc, Ids.next(), lease), round, dispatch.atOnce());
    }

    @Bean
    SchedulingConfigurer dispatchSchedule(Dispatcher dispatcher, DispatchProperties dispatch) {
        return tasks ->
                tasks.addFixedRateTask(
                        new FixedRateTask(
                                () -> dispatcher.beginDueQuietly(dispatch.interval()),
                                dispatch.interval(),
                                dispatch.interval()));
    }
}
