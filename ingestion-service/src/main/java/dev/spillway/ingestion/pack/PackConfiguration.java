package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.queue.QueueSender;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PackConfiguration {

    /** Closed after the web server has let its last request go and before the SQS client. */
    @Bean
    Packer packer(
            @Qualifier("mainQueue") QueueSender queue,
            PackProperties properties,
            MeterRegistry meters) {
        return new Packer(queue, properties, meters);
    }
}
