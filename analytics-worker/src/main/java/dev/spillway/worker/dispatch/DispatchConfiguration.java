package dev.spillway.worker.dispatch;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.worker.mail.AppLinks;
import dev.spillway.worker.mail.MailProperties;
import dev.spillway.worker.mail.Mailer;
import dev.spillway.worker.mail.Wording;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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
    Carriers carriers(
            JdbcClient jdbc,
            KeyWrapper keys,
            Courier courier,
            Mailer mailer,
            Wording wording,
            AppLinks links,
            Clock clock) {
        Secrets secrets = new Secrets(jdbc, keys);
        return new Carriers(
                new WebCarrier(secrets, courier, clock),
                new MailCarrier(jdbc, secrets, mailer, wording, links));
    }

    @Bean
    Dispatcher dispatcher(
            JdbcClient jdbc,
            Carriers carriers,
            DispatchProperties dispatch,
            MailProperties mail,
            MeterRegistry registry,
            Clock clock) {
        Round round =
                new Round(
                        new DeliveryRows(jdbc),
                        carriers,
                        new Backoff(RandomGenerator.of("L64X128MixRandom")),
                        TURN,
                        dispatch.giveUp(),
                        new DispatchMetrics(registry),
                        clock);
        Duration attempt = Collections.max(List.of(dispatch.timeout(), mail.timeout()));
        Duration lease = TURN.plus(attempt).plus(SPARE);
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
