package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.directory.SourceDirectory;
import dev.spillway.ingestion.lane.Allowances;
import dev.spillway.ingestion.pack.Packers;
import dev.spillway.ingestion.reject.RejectionLedger;
import io.micrometer.core.instrument.MeterRegistry;
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
            RejectionLedger ledger,
            ReceiveProperties properties,
            MeterRegistry meters) {
        Reception reception =
                new Reception(
                        directory,
                        new BodyReader(
                                Math.toIntExact(properties.bodyLimit().toBytes()),
                                properties.bodyDeadline()),
                        allowances,
                        packers,
                        new RefusalBook(ledger),
                        new DoorMeters(meters),
                        withoutSlash(properties.publicUrl().toString()));
        ServletRegistrationBean<IngestServlet> servlet =
                new ServletRegistrationBean<>(new IngestServlet(reception), "/in/*");
        servlet.setLoadOnStartup(1);
        return servlet;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Bean
    TomcatCustomizer tomcatCustomizer() {
        return new TomcatCustomizer();
    }
}
