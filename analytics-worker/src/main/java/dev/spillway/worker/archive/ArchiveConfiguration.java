package dev.spillway.worker.archive;

import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** The archive that the settings name, if they name one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class ArchiveConfiguration {

    /** Looked at before anything is received: what cannot be archived would never be deleted. */
    @Bean
    @Conditional(SwitchedOn.class)
    Archive archive(
            ArchiveProperties properties,
            AwsCredentialsProvider credentials,
            AwsRegionProvider region) {
        Archive archive =
                place(properties)
                        .open(new ArchivePlace.Access(credentials, region, properties.endpoint()));
        archive.check();
        return archive;
    }

    private static ArchivePlace place(ArchiveProperties properties) {
        return properties.mode() == ArchiveProperties.Mode.S3
                ? ArchivePlace.Bucket.of(
                        Objects.requireNonNull(properties.bucket()), properties.prefix())
                : new ArchivePlace.Folder(Path.of(Objects.requireNonNull(properties.folder())));
    }

    /** Always there, since the readiness of the worker names it. */
    @Bean
    HealthIndicator archiveHealthIndicator(ArchiveOutage outage) {
        return new ArchiveHealth(outage);
    }

    @Bean
    ArchiveOutage archiveOutage() {
        return new ArchiveOutage();
    }

    static final class SwitchedOn extends NoneNestedConditions {

        SwitchedOn() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(
                name = "spillway.archive.mode",
                havingValue = "off",
                matchIfMissing = true)
        static final class Off {}
    }
}
