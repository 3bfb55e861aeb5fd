package dev.spillway.ingestion.directory;

import dev.spillway.ingestion.certificate.TenantTrust;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.LocalKeyWrapper;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {

    @Bean
    SourceDirectory sourceDirectory() {
        return new SourceDirectory();
    }

    @Bean(initMethod = "start")
    DirectoryRefresher directoryRefresher(
            SourceDirectory directory,
            JdbcClient jdbc,
            SecretsProperties secrets,
            TenantTrust trust,
            DirectoryProperties properties) {
        SourceBinder binder =
                new SourceBinder(
                        PresetCatalogue.standard(),
                        LocalKeyWrapper.of(secrets.wrappingKey()),
                        trust);
        Path file = properties.snapshot();
        return new DirectoryRefresher(
                directory,
                new JdbcDirectoryRows(jdbc),
                binder,
                file == null ? DirectorySnapshotStore.none() : new FileSnapshotStore(file),
                properties,
                InstantSource.system());
    }

    @Bean
    DirectoryHealth directoryHealthIndicator(SourceDirectory directory) {
        return new DirectoryHealth(directory);
    }

    @Bean
    MeterBinder directoryMeters(SourceDirectory directory, DirectoryRefresher refresher) {
        return new DirectoryMeters(directory, refresher);
    }
}
