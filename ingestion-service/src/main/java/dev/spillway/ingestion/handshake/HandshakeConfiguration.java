package dev.spillway.ingestion.handshake;

import dev.spillway.ingestion.queue.QueueSender;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HandshakeConfiguration {

    @Bean
    SubscriptionConfirmer subscriptionConfirmer() {
        return new SubscriptionConfirmer();
    }

    @Bean
    HandshakeEffects handshakeEffects(
            @Qualifier("signalsQueue") QueueSender signals, SubscriptionConfirmer subscriptions) {
        return new HandshakeEffects(signals, subscriptions);
    }
}
