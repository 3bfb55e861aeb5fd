package dev.spillway.worker.signal;

import dev.spillway.worker.quarantine.QuarantineStore;
import dev.spillway.worker.reject.RejectionStore;
import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.tenant.LearntSecrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes in signals. */
@Configuration(proxyBeanMethods = false)
class SignalConfiguration {

    @Bean
    SignalStore signalStore(
            RejectionStore rejections,
            LearntSecrets secrets,
            QuarantineStore quarantine,
            ParkedMessages parked) {
        return new SignalStore(rejections, secrets, quarantine, parked);
    }
}
