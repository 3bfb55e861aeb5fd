package dev.spillway.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CloudWatchConfigurationTest {

    private final ApplicationContextRunner app =
            new ApplicationContextRunner()
                    .withUserConfiguration(CloudWatchConfiguration.class)
                    .withSystemProperties(
                            "aws.region=eu-central-1",
                            "aws.accessKeyId=test",
                            "aws.secretAccessKey=test");

    @Test
    void itIsOffUnlessAskedFor() {
        app.run(context -> assertThat(context).doesNotHaveBean(CloudWatchMeterRegistry.class));
    }

    @Test
    void itIsOnWhenAskedFor() {
        app.withPropertyValues(
                        "management.cloudwatch.metrics.export.enabled=true",
                        "management.cloudwatch.metrics.export.namespace=spillway",
                        "management.cloudwatch.metrics.export.step=1h")
                .run(context -> assertThat(context).hasSingleBean(CloudWatchMeterRegistry.class));
    }
}
