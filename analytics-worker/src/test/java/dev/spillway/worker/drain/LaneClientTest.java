package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.worker.turn.Lane;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class LaneClientTest {

    /** And not after the half minute, three times over, that the SDK would wait by itself. */
    @Test
    @Timeout(30)
    void aQueueThatTakesAConnectionAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SqsClient sqs = client(silent.getLocalPort())) {
            LaneQueue queue = DeliveryFixture.queue(Lane.MAIN, false, sqs);

            assertThatExceptionOfType(SdkClientException.class)
                    .isThrownBy(queue::receive)
                    .withMessageContaining("timed out");
        }
    }

    private static SqsClient client(int port) {
        return SqsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .httpClientBuilder(LaneClientConfiguration.http(Duration.ofMillis(200)))
                .build();
    }
}
