package dev.spillway.ingestion.pack;

import dev.spillway.ingestion.lane.Lane;
import dev.spillway.ingestion.queue.QueueSender;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PackConfiguration {

    /** Closed after the web server has let its last request go and before the SQS client. */
    @Bean
    Packers packers(
            @Qualifier("mainQueue") QueueSender main,
            @Qualifier("overflowQueue") QueueSender overflow,
            PackProperties properties,
            MeterRegistry meters) {
        return new Packers(
                new Packer(Lane.MAIN, main, properties, meters),
                new Packer(Lane.OVERFLOW, overflow, properties, meters));
    }
}
