package dev.spillway.worker.store;

import dev.spillway.worker.normalise.Normalisers;
import dev.spillway.worker.tenant.Sources;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.ErasedPeople;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** What stores. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    StoreMetrics storeMetrics(MeterRegistry registry) {
        return new StoreMetrics(registry);
    }

    @Bean
    WebhookReader webhookReader(Tenants tenants, Sources sources) {
        return new WebhookReader(tenants, sources, Normalisers.standard());
    }

    @Bean
    ParcelStore parcelStore(
            WebhookReader reader,
            StoreTables tables,
            TransactionTemplate readCommitted,
            TransactionBound bound,
            StoreMetrics metrics,
            Clock clock) {
        return new ParcelStore(reader, tables, readCommitted, bound, metrics, clock);
    }

    @Bean
    DeadLetterReplays deadLetterReplays(
            WebhookReader reader, StoreTables tables, TransactionBound bound, Clock clock) {
        return new DeadLetterReplays(reader, tables, bound, clock);
    }

    @Bean
    WebhookReplays webhookReplays(
            WebhookReader reader, StoreTables tables, TransactionBound bound) {
        return new WebhookReplays(reader, tables, bound);
    }

    @Bean
    ParkedMessages parkedMessages(
            StoreTables tables,
            ErasedPeople people,
            TransactionTemplate readCommitted,
            StoreMetrics metrics,
            Clock clock) {
        return new ParkedMessages(tables, people, readCommitted, metrics, clock);
    }
}
