package dev.spillway.ingestion.queue;

import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.sqs.SqsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * A synchronous SQS client: called from virtual threads it costs half the CPU of the asynchronous
 * one that Spring Cloud AWS would build. Endpoint, region and credentials are Spring Cloud AWS's
 * ({@code spring.cloud.aws.*}).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SqsProperties.class)
class QueueConfiguration {

    private static final int MAX_CONNECTIONS = 64;

    @Bean
    SqsClient sqsClient(
            AwsClientBuilderConfigurer aws,
            SqsProperties sqs,
            ObjectProvider<AwsConnectionDetails> connection,
            QueueProperties queues) {
        SqsClientBuilder builder =
                aws.configureSyncClient(
                        SqsClient.builder(),
                        sqs,
                        connection.getIfAvailable(),
                        Stream.empty(),
                        Stream.empty());
        return builder.httpClientBuilder(http(queues))
                .overrideConfiguration(withinDeadline(builder.overrideConfiguration(), queues))
                // SQS's MD5 of each body would be computed a second time here; TLS covers the way.
                .checksumValidationEnabled(false)
                .build();
    }

    private static Apache5HttpClient.Builder http(QueueProperties queues) {
        return Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(queues.connectTimeout())
                .connectionAcquisitionTimeout(queues.connectTimeout())
                .socketTimeout(queues.attemptTimeout());
    }

    /**
     * One retry, for a connection that died in the pool; it sends the same parcels again, which the
     * worker knows by their ids. More would outlast the senders, who are waiting.
     */
    private static ClientOverrideConfiguration withinDeadline(
            ClientOverrideConfiguration configured, QueueProperties queues) {
        return configured.toBuilder()
                .apiCallAttemptTimeout(queues.attemptTimeout())
                .apiCallTimeout(queues.callTimeout())
                .retryStrategy(StandardRetryStrategy.builder().maxAttempts(2).build())
                .build();
    }

    @Bean
    QueueSender mainQueue(SqsClient sqs, QueueProperties queues, MeterRegistry meters) {
        return new SqsQueueSender(sqs, "main", queues.main().toString(), meters);
    }

    @Bean
    QueueSender overflowQueue(SqsClient sqs, QueueProperties queues, MeterRegistry meters) {
        return new SqsQueueSender(sqs, "overflow", queues.overflow().toString(), meters);
    }

    @Bean
    QueueSender signalsQueue(SqsClient sqs, QueueProperties queues, MeterRegistry meters) {
        return new SqsQueueSender(sqs, "signals", queues.signals().toString(), meters);
    }
}
