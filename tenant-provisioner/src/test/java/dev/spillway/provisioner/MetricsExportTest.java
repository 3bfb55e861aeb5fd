package dev.spillway.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.metrics.CloudWatchExportAutoConfiguration;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MetricsExportTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withConfiguration(
                            AutoConfigurations.of(
                                    AwsAutoConfiguration.class,
                                    RegionProviderAutoConfiguration.class,
                                    CredentialsProviderAutoConfiguration.class,
                                    CloudWatchExportAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.cloud.aws.region.static=eu-central-1",
                            "spring.cloud.aws.credentials.access-key=test",
                            "spring.cloud.aws.credentials.secret-key=test",
                            "spring.cloud.aws.cloudwatch.endpoint=http://localhost:1");

    @Test
    void cloudWatchGetsNothingUnlessItIsAskedFor() {
        service.run(context -> assertThat(context).doesNotHaveBean(CloudWatchMeterRegistry.class));
    }

    @Test
    void aNamespaceSwitchesItOn() {
        service.withPropertyValues("management.cloudwatch.metrics.export.namespace=Spillway")
                .run(context -> assertThat(context).hasSingleBean(CloudWatchMeterRegistry.class));
    }
}
