package dev.spillway.worker;

import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.identity.Horizons;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.reject.RejectionStore;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.rollup.RollupRows;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.store.StoreTables;
import dev.spillway.worker.store.TransactionBound;
import dev.spillway.worker.tenant.LearntSecrets;
import dev.spillway.worker.tenant.Sources;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.ErasedPeople;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What several features share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
class WorkerConfiguration {

    /** Seconds after which a statement is cancelled: a stall then shows, instead of lasting. */
    private static final int TRANSACTION_TIMEOUT = 30;

    /** Counted in well under a second, unless a single minute has more. */
    private static final int REBUILT_EVENTS = 50_000;

    private static final int DELETED_COUNTS = 2_000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KeyWrapper keyWrapper(SecretProperties secrets) {
        return LocalKeyWrapper.of(secrets.wrappingKey());
    }

    /**
     * At READ COMMITTED a claim that another transaction committed meanwhile is seen, and inserts
     * lock no gaps.
     */
    @Bean
    TransactionTemplate readCommitted(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        template.setTimeout(TRANSACTION_TIMEOUT);
        return template;
    }

    @Bean
    TransactionBound transactionBound(DrainProperties drain) {
        return new TransactionBound(drain.batch().rows(), drain.batch().content().toBytes());
    }

    @Bean
    Rows rows(JdbcTemplate jdbc) {
        return new Rows(jdbc);
    }

    @Bean
    StoreTables storeTables(Rows rows, DrainProperties drain, ObjectProvider<OutboxRows> outbox) {
        return new StoreTables(
                rows,
                new RollupRows(rows, drain.slot()),
                outbox.getIfAvailable(() -> new OutboxRows(rows)));
    }

    @Bean
    RollupRebuild rollupRebuild(
            DataSource source, TransactionTemplate readCommitted, StoreTables tables) {
        return new RollupRebuild(
                source, readCommitted, tables.rollups(), REBUILT_EVENTS, DELETED_COUNTS);
    }

    @Bean
    Tenants tenants(JdbcClient jdbc, KeyWrapper keys, DrainProperties drain, Clock clock) {
        return new Tenants(jdbc, keys, drain.cache(), clock);
    }

    @Bean
    Sources sources(JdbcClient jdbc, DrainProperties drain, Clock clock) {
        PresetCatalogue presets = PresetCatalogue.standard();
        for (String preset : drain.horizons().keySet()) {
            if (presets.find(preset).isEmpty()) {
                throw new IllegalArgumentException(
                        "spillway.drain.horizons names no preset: " + preset);
            }
        }
        Horizons horizons = new Horizons(drain.fingerprintWindow(), drain.horizons());
        return new Sources(jdbc, presets, horizons, drain.cache(), clock);
    }

    @Bean
    LearntSecrets learntSecrets(JdbcClient jdbc, Clock clock) {
        return new LearntSecrets(jdbc, clock);
    }

    @Bean
    ErasedPeople erasedPeople(Rows rows, Tenants tenants) {
        return new ErasedPeople(rows, tenants);
    }

    @Bean
    RejectionStore rejectionStore(
            StoreTables tables,
            ErasedPeople people,
            TransactionTemplate readCommitted,
            Clock clock) {
        return new RejectionStore(tables, people, readCommitted, clock);
    }
}
