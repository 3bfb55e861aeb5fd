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
    TenantTrust tenantTrust(CertificateFetcher fetcher, SnsProperties properties) {
        CertificateCache certificates = new CertificateCache(fetcher, InstantSource.system());
        return tenantId -> new SnsTrust(properties.trustedEndpoints(), certificates.of(tenantId));
    }
}
