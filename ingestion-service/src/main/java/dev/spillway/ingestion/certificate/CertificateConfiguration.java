package dev.spillway.ingestion.certificate;

import dev.spillway.platform.signature.SnsTrust;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {

    @Bean
    CertificateFetcher certificateFetcher() {
        return new CertificateFetcher();
    }

    @Bean
    SnsTrust snsTrust(CertificateFetcher fetcher, SnsProperties properties) {
        return new SnsTrust(
                properties.trustedEndpoints(),
                new CertificateCache(fetcher, InstantSource.system()));
    }
}
