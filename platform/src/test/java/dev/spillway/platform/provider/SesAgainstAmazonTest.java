package dev.spillway.platform.provider;

import static dev.spillway.platform.provider.SnsMessages.TOPIC;
import static dev.spillway.platform.provider.SnsMessages.confirmation;
import static dev.spillway.platform.provider.SnsMessages.notification;
import static dev.spillway.platform.provider.SnsMessages.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

/** Amazon's own library judges the same messages as we do, and comes to the same. */
class SesAgainstAmazonTest {

    /** Not signed: which certificate it was, and where people end the subscription. */
    private static final Set<String> UNSIGNED = Set.of("SigningCertURL", "UnsubscribeURL");

    private final SnsMessageManager amazon =
            SnsMessageManager.builder()
                    .region(Region.EU_WEST_1)
                    .httpClient(new ServesTheCertificate())
                    .build();

    private final Verifier ours =
            PresetCatalogue.standard()
                    .find("ses")
                    .orElseThrow()
                    .bind(
                            Credentials.of(Map.of("topicArns", TOPIC)),
                            Map.of(),
                            new SnsTrust(List.of(), _ -> Optional.of(SnsMessages.publicKey())));

    /** Every kind that SNS posts, under both versions of its signature. */
    static Stream<Map<String, String>> messages() {
        return Stream.of("1", "2")
                .flatMap(version ->
                        Stream.of(notification(), withSubject(), confirmation(), unsubscription())
                                .peek(message -> message.put("SignatureVersion", version)));
    }

    private static Map<String, String> withSubject() {
        Map<String, String> message = notification();
        message.put("Subject", "Née\nin two lines");
        message.put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
        return message;
    }

    private static Map<String, String> unsubscription() {
        Map<String, String> message = confirmation();
        message.put("Type", "UnsubscribeConfirmation");
        return message;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bothFindItGenuine(Map<String, String> message) {
        signed(message);

        assertThat(amazonVerifies(message)).isTrue();
        assertThat(weVerify(message)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bothRefuseItOnceAnyFieldIsAltered(Map<String, String> message) {
        signed(message);

        for (String field : Set.copyOf(message.keySet())) {
            if (!UNSIGNED.contains(field)) {
                String genuine = message.put(field, altered(message.get(field)));
                assertThat(amazonVerifies(message)).as(field).isFalse();
                assertThat(weVerify(message)).as(field).isFalse();
                message.put(field, genuine);
            }
        }
        assertThat(weVerify(message)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bothRefuseASubjectThatCameOrWent(Map<String, String> message) {
        boolean wasSigned = signed(message).remove("Subject") != null;
        if (!wasSigned && message.get("Type").equals("Notification")) {
            message.put("Subject", "added");
        }
        boolean isGenuine = !wasSigned && !message.containsKey("Subject");

        assertThat(amazonVerifies(message)).isEqualTo(isGenuine);
        assertThat(weVerify(message)).isEqualTo(isGenuine);
    }

    /** Another first character: of base64 the last ones may mean nothing. */
    private static String altered(String value) {
        return (value.charAt(0) == 'A' ? 'B' : 'A') + value.substring(1);
    }

    private boolean amazonVerifies(Map<String, String> message) {
        try {
            amazon.parseMessage(JsonMapper.shared().writeValueAsString(message));
            return true;
        } catch (SdkClientException | IllegalArgumentException refused) {
            return false;
        }
    }

    private boolean weVerify(Map<String, String> message) {
        Delivery delivery = Delivery.of(JsonMapper.shared().writeValueAsString(message));
        return ours.verify(delivery.request(), Instant.EPOCH) instanceof Verdict.Verified;
    }

    private static final class ServesTheCertificate implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            byte[] pem = SnsMessages.certificate().getBytes(StandardCharsets.US_ASCII);
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
