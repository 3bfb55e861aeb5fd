package dev.spillway.worker.outbox;

import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes the outbox for as long as the application runs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({TopicProperties.class, OutboxProperties.class})
class OutboxConfiguration {

    @Bean
    OutboxPublisher outboxPublisher(
            Rows rows,
            SnsClient sns,
            TopicProperties topics,
            TransactionTemplate readCommitted,
            OutboxProperties outbox,
            Clock clock) {
        return new OutboxPublisher(
                new WaitingMessages(rows),
                new OutboxRows(rows),
                sns,
                topics.arns(),
                readCommitted,
                outbox.batch(),
                outbox.publishTimeout(),
                clock);
    }

    @Bean
    SchedulingConfigurer outboxSchedule(OutboxPublisher publisher, OutboxProperties outbox) {
        return tasks ->
                tasks.addFixedDelayTask(
                        new FixedDelayTask(
                                () -> publisher.publishAllQuietly(outbox.interval()),
                                outbox.interval(),
                                outbox.interval()));
    }
}
