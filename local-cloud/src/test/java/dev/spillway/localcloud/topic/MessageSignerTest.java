package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Amazon's own library finds genuine what the local SNS signs. */
class MessageSignerTest {

    /** As if it were Amazon's, since that library believes no other host. */
    private final MessageSigner signer = new MessageSigner("https://sns.eu-west-1.amazonaws.com");

    private final SnsMessageManager amazon =
            SnsMessageManager.builder()
                    .region(Region.EU_WEST_1)
                    .httpClient(new ServesTheCertificate())
                    .build();

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void amazonsLibraryVerifiesANotification(String version) {
        assertThat(amazon.parseMessage(json(signed(notification(), version))).messageId())
                .isEqualTo("22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void amazonsLibraryVerifiesAConfirmation(String version) {
        ObjectNode confirmation = notification();
        confirmation.remove("Subject");
        confirmation
                .put("Type", "SubscriptionConfirmation")
                .put("Token", "2336412f37")
                .put(
                        "SubscribeURL",
                        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription");

        assertThat(amazon.parseMessage(json(signed(confirmation, version))).topicArn())
                .endsWith(":ses-events");
    }

    @Test
    void amazonsLibraryRefusesWhatWasAltered() {
        ObjectNode altered = signed(notification(), "2").put("Message", "another");

        assertThatThrownBy(() -> amazon.parseMessage(json(altered)))
                .isInstanceOf(SdkClientException.class);
    }

    private ObjectNode signed(ObjectNode message, String version) {
        signer.sign(message, version);
        return message;
    }

    private static ObjectNode notification() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
                .put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:ses-events")
                .put("Subject", "Née")
                .put("Message", "{\"eventType\":\"Delivery\"}\n")
                .put("Timestamp", "2026-11-21T10:00:00.000Z");
    }

    private static String json(ObjectNode message) {
        return JsonMapper.shared().writeValueAsString(message);
    }

    private final class ServesTheCertificate implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            byte[] pem =
                    signer.certificate(request.httpRequest().getUri().getPath())
                            .orElseThrow()
                            .getBytes(StandardCharsets.US_ASCII);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(
                                    AbortableInputStream.create(new ByteArrayInputStream(pem)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
