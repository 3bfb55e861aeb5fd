package dev.spillway.worker.quarantine;

import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.tombstone.ErasedPeople;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.transaction.support.TransactionTemplate;

/** What keeps refused requests, and what ends their keeping. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuarantineProperties.class)
class QuarantineConfiguration {

    @Bean
    QuarantineMetrics quarantineMetrics(MeterRegistry registry) {
        return new QuarantineMetrics(registry);
    }

    @Bean
    QuarantineStore quarantineStore(
            Rows rows,
            KeyWrapper keys,
            ErasedPeople people,
            TransactionTemplate readCommitted,
            QuarantineProperties quarantine,
            QuarantineMetrics metrics,
            Clock clock) {
        return new QuarantineStore(
                rows,
                new DataKeys(rows.jdbc(), keys),
                people,
                readCommitted,
                quarantine,
                metrics,
                clock);
    }

    @Bean
    QuarantineRelease quarantineRelease(
            Rows rows, KeyWrapper keys, ParcelStore store, QuarantineMetrics metrics, Clock clock) {
        Judge judge =
                new Judge(
                        new SourceChecks(rows.jdbc(), PresetCatalogue.standard(), keys),
                        new DataKeys(rows.jdbc(), keys));
        return new QuarantineRelease(
                new Selected(new HeldRows(rows), clock),
                new QuarantineRows(rows),
                judge,
                store,
                metrics,
                clock);
    }

    @Bean
    QuarantineDiscard quarantineDiscard(Rows rows, Clock clock) {
        return new QuarantineDiscard(
                new Selected(new HeldRows(rows), clock), new QuarantineRows(rows), clock);
    }

    @Bean
    HeldSearch heldSearch(Rows rows, KeyWrapper keys, Clock clock) {
        return new HeldSearch(
                new HeldRows(rows),
                new QuarantineRows(rows),
                new DataKeys(rows.jdbc(), keys),
                clock);
    }

    @Bean
    QuarantinePurge quarantinePurge(
            Rows rows,
            TransactionTemplate readCommitted,
            QuarantineProperties quarantine,
            QuarantineMetrics metrics,
            Clock clock) {
        return new QuarantinePurge(rows, readCommitted, quarantine, metrics, clock);
    }

    /**
     * At a fixed rate: tasks with a fixed delay share one thread. Runs that overlap share the rows.
     */
    @Bean
    SchedulingConfigurer purgeSchedule(QuarantinePurge purge, QuarantineProperties quarantine) {
        return tasks ->
                tasks.addFixedRateTask(
                        new FixedRateTask(
                                purge::purgeAllQuietly,
                                quarantine.purgeInterval(),
                                quarantine.purgeInterval()));
    }
}
