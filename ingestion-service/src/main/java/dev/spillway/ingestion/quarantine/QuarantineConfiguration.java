package dev.spillway.ingestion.quarantine;

import dev.spillway.ingestion.queue.QueueSender;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QuarantineConfiguration {

    @Bean
    WaitingRequests waitingRequests(QuarantineProperties properties) {
        return new WaitingRequests(properties.maxWaiting().toBytes());
    }

    @Bean
    QuarantineMeters quarantineMeters(MeterRegistry meters) {
        return new QuarantineMeters(meters);
    }

    @Bean
    Quarantine quarantine(
            QuarantineProperties properties, WaitingRequests waiting, QuarantineMeters meters) {
        return new Quarantine(properties, waiting, meters);
    }

    @Bean(initMethod = "start")
    QuarantineSender quarantineSender(
            WaitingRequests waiting,
            @Qualifier("signalsQueue") QueueSender queue,
            QuarantineMeters meters,
            QuarantineProperties properties) {
        return new QuarantineSender(waiting, queue, meters, properties.flushInterval());
    }

    @Bean
    MeterBinder quarantineBacklog(WaitingRequests waiting) {
        return meters ->
                Gauge.builder(QuarantineMeters.WAITING, waiting, WaitingRequests::bytes)
                        .baseUnit("bytes")
                        .register(meters);
    }
}
