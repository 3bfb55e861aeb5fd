package dev.spillway.app.telemetry;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;

/**
 * Metrics to CloudWatch, off unless asked for. Boot configures no such registry and Spring Cloud
 * AWS, which does, is not needed here for anything else; so the properties are named as it names
 * them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(CloudWatchConfiguration.PREFIX + ".enabled")
class CloudWatchConfiguration {

    static final String PREFIX = "management.cloudwatch.metrics.export";

    /** Region and credentials come from where the task runs. */
    @Bean
    CloudWatchAsyncClient cloudWatch() {
        return CloudWatchAsyncClient.create();
    }

    @Bean
    CloudWatchMeterRegistry cloudWatchMeters(
            CloudWatchAsyncClient cloudWatch, Environment environment) {
        CloudWatchConfig config =
                key -> environment.getProperty(key.replace("cloudwatch.", PREFIX + "."));
        return new CloudWatchMeterRegistry(config, Clock.SYSTEM, cloudWatch);
    }
}
