package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.connection.Draining;
import dev.spillway.ingestion.directory.SourceDirectory;
import dev.spillway.ingestion.handshake.HandshakeEffects;
import dev.spillway.ingestion.lane.Allowances;
import dev.spillway.ingestion.pack.Packers;
import dev.spillway.ingestion.quarantine.Quarantine;
import dev.spillway.ingestion.reject.RejectionLedger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiveConfiguration {

    @Bean
    ServletRegistrationBean<IngestServlet> ingestServlet(
            SourceDirectory directory,
            Allowances allowances,
            Packers packers,
            HandshakeEffects effects,
            Quarantine quarantine,
            RejectionLedger ledger,
            ReceiveProperties properties,
            BodyBudget budget,
            DoorMeters doorMeters,
            MeterRegistry meters) {
        Reception reception =
                new Reception(
                        directory,
                        new BodyReader(
                                Math.toIntExact(properties.bodyLimit().toBytes()),
                                properties.bodyDeadline()),
                        budget,
                        allowances,
                        packers,
                        new HandshakeDesk(effects, meters),
                        new SignatureDesk(quarantine),
                        new RefusalDesk(doorMeters, new RefusalBook(ledger)),
                        doorMeters,
                        new Proxies(
                                PublicUrl.of(properties.publicUrl()),
                                properties.trustedProxies(),
                                properties.forwardingHeaders()));
        ServletRegistrationBean<IngestServlet> servlet =
                new ServletRegistrationBean<>(new IngestServlet(reception), "/in/*");
        servlet.setLoadOnStartup(1);
        return servlet;
    }

    @Bean
    BodyBudget bodyBudget(ReceiveProperties properties) {
        return new BodyBudget(properties.maxBodies().toBytes());
    }

    @Bean
    MeterBinder bodyMeters(BodyBudget budget) {
        return meters ->
                Gauge.builder(DoorMeters.BODIES, budget, BodyBudget::held)
                        .baseUnit("bytes")
                        .register(meters);
    }

    @Bean
    Draining draining(ReceiveProperties properties) {
        return new Draining(properties.drainDelay());
    }

    @Bean
    DoorMeters doorMeters(MeterRegistry meters) {
        return new DoorMeters(meters);
    }

    @Bean
    TomcatCustomizer tomcatCustomizer(
            ReceiveProperties properties, Draining draining, DoorMeters meters) {
        return new TomcatCustomizer(properties.deadlines(), draining, meters);
    }
}
