package dev.spillway.worker.people;

import dev.spillway.worker.sql.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.transaction.support.TransactionTemplate;

/** Merges, and counts anew, for as long as the application runs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(PeopleProperties.class)
class PeopleConfiguration {

    /** Intervals for which an hour has to be left in peace before it is counted anew. */
    private static final int QUIET = 6;

    private static final Logger LOG = LoggerFactory.getLogger(PeopleConfiguration.class);

    @Bean
    PeopleTables peopleTables(Rows rows, PeopleProperties people, Clock clock) {
        return new PeopleTables(
                new PendingRows(rows),
                new SketchRows(rows),
                new Turns(rows.jdbc(), people.reservation(), clock));
    }

    @Bean
    PeopleMerger peopleMerger(
            PeopleTables tables,
            TransactionTemplate readCommitted,
            PeopleProperties people,
            MeterRegistry registry,
            Clock clock) {
        return new PeopleMerger(
                tables, readCommitted, people, new PeopleMetrics(registry, clock), clock);
    }

    @Bean
    PeopleRecount peopleRecount(
            PeopleMerger merger,
            PeopleTables tables,
            Rows rows,
            TransactionTemplate readCommitted,
            PeopleProperties people) {
        return new PeopleRecount(
                merger,
                new EventPages(rows.jdbc(), people.page()),
                new RecountRows(rows.jdbc(), tables.sketches()),
                tables.turns(),
                readCommitted);
    }

    @Bean
    Recounts recounts(Rows rows, PeopleRecount recount, PeopleProperties people, Clock clock) {
        return new Recounts(
                new RecountRequests(rows), recount, people.interval().multipliedBy(QUIET), clock);
    }

    /**
     * At a fixed rate because on virtual threads a task with a fixed delay runs on the scheduler's
     * one thread, where it would hold up the outbox. Counting anew is a task of its own: it may
     * take one tenant minutes, in which the others' people are merged.
     */
    @Bean
    SchedulingConfigurer peopleSchedule(
            PeopleMerger merger, Recounts recounts, PeopleProperties people) {
        return tasks -> {
            tasks.addFixedRateTask(task(merger::mergeAll, people.interval()));
            tasks.addFixedRateTask(task(recounts::run, people.interval()));
        };
    }

    /** A run may find the last one still at work; it then leaves the work to it. */
    private static FixedRateTask task(Runnable work, Duration interval) {
        ReentrantLock running = new ReentrantLock();
        return new FixedRateTask(() -> unlessRunning(work, running), interval, interval);
    }

    private static void unlessRunning(Runnable work, ReentrantLock running) {
        if (!running.tryLock()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("people wait to be counted: {}", e.getClass().getName());
        } finally {
            running.unlock();
        }
    }
}
