package dev.spillway.ingestion.reject;

import dev.spillway.ingestion.queue.QueueSender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RejectConfiguration {

    /** Counter: refused requests that reached no tenant's counts. */
    static final String UNCOUNTED = "spillway.door.rejected.uncounted";

    @Bean
    RejectionLedger rejectionLedger(RejectProperties properties) {
        return new RejectionLedger(properties);
    }

    @Bean(initMethod = "start")
    RejectionFlusher rejectionFlusher(
            RejectionLedger ledger,
            @Qualifier("signalsQueue") QueueSender queue,
            RejectProperties properties) {
        return new RejectionFlusher(ledger, queue, properties);
    }

    @Bean
    MeterBinder rejectionMeters(RejectionLedger ledger) {
        return meters ->
                FunctionCounter.builder(UNCOUNTED, ledger, RejectionLedger::uncounted)
                        .register(meters);
    }
}
