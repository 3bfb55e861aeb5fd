package dev.spillway.worker.deadletter;

import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.store.DeadLetterReplays;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The jobs that are about dead letters. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    JobHandler deadLetterReplay(JdbcTemplate jdbc, DeadLetterReplays replays, Clock clock) {
        return new ReplayHandler(new SelectedLetters(jdbc), replays, clock);
    }

    @Bean
    JobHandler deadLetterDiscard(JdbcTemplate jdbc, Clock clock) {
        return new DiscardHandler(new SelectedLetters(jdbc), jdbc, clock);
    }
}
