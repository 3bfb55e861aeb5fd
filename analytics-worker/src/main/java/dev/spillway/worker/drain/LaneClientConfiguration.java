package dev.spillway.worker.drain;

import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.sqs.SqsProperties;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * A synchronous SQS client for the lanes, as the door's: a quiet tenant beside a flood waits less
 * with it than with the asynchronous one that Spring Cloud AWS builds (ADR 0015), which the signals
 * use. Endpoint, region and credentials are Spring Cloud AWS's ({@code spring.cloud.aws.*}).
 */
@Configuration(proxyBeanMethods = false)
class LaneClientConfiguration {

    /** One for each call of {@link LaneQueues} and for each receiver, and to spare. */
    private static final int MAX_CONNECTIONS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** What an answer may take beyond the poll: then whoever should give it is gone. */
    private static final Duration LATE = Duration.ofSeconds(5);

    @Bean
    SqsClient laneSqs(
            AwsClientBuilderConfigurer aws,
            SqsProperties sqs,
            ObjectProvider<AwsConnectionDetails> connection,
            DrainProperties drain) {
        SqsClientBuilder builder =
                aws.configureSyncClient(
                        SqsClient.builder(),
                        sqs,
                        connection.getIfAvailable(),
                        Stream.empty(),
                        Stream.empty());
        return builder.httpClientBuilder(http(drain.poll().plus(LATE)))
                // Parcels have a checksum of their own.
                .checksumValidationEnabled(false)
                .build();
    }

    /**
     * Whose answers begin, and go on, within that time.
     *
     * @param longest above 0
     */
    static Apache5HttpClient.Builder http(Duration longest) {
        return Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT)
                .socketTimeout(longest);
    }

    @Bean
    LaneQueues laneQueues(SqsClient laneSqs, DrainProperties drain) {
        return new LaneQueues(laneSqs, drain);
    }
}
