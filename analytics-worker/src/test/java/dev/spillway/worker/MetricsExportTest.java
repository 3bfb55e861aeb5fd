package dev.spillway.worker;

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

/** CloudWatch, as {@code application.yaml} leaves it and as a deployment switches it on. */
class MetricsExportTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withConfiguration(
                            AutoConfigurations.of(
                                    AwsAutoConfiguration.class,
                                    CredentialsProviderAutoConfiguration.class,
                                    RegionProviderAutoConfiguration.class,
                                    CloudWatchExportAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.cloud.aws.credentials.access-key=a",
                            "spring.cloud.aws.credentials.secret-key=b");

    @Test
    void isOffWithoutANamespace() {
        runner.run(context -> assertThat(context).doesNotHaveBean(CloudWatchMeterRegistry.class));
    }

    @Test
    void isOnWithANamespace() {
        runner.withPropertyValues(
                        "management.cloudwatch.metrics.export.namespace=spillway",
                        "management.cloudwatch.metrics.export.enabled=true",
                        "management.cloudwatch.metrics.export.step=1h")
                .run(context -> assertThat(context).hasSingleBean(CloudWatchMeterRegistry.class));
    }
}
