package dev.spillway.platform.provider;

import static dev.spillway.platform.provider.SnsMessages.CERTIFICATE;
import static dev.spillway.platform.provider.SnsMessages.TOPIC;
import static dev.spillway.platform.provider.SnsMessages.confirmation;
import static dev.spillway.platform.provider.SnsMessages.notification;
import static dev.spillway.platform.provider.SnsMessages.signed;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.handshake.Handshake;
import dev.spillway.platform.handshake.HandshakeEffect.ConfirmSubscription;
import dev.spillway.platform.handshake.HandshakeReply;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What SNS signs, whom a certificate is asked of, and what must never be asked for. */
class SesPresetTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Map<String, String> CREDENTIALS = Map.of("topicArns", TOPIC);
    private static final Verdict INVALID = Verdict.refused(Reason.SIGNATURE_INVALID);

    private final Preset ses = PresetCatalogue.standard().find("ses").orElseThrow();
    private final List<URI> asked = new ArrayList<>();
    private final SnsTrust trust =
            new SnsTrust(
                    List.of(),
                    address -> {
                        asked.add(address);
                        return Optional.of(SnsMessages.publicKey());
                    });

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void verifiesBothVersionsOfTheSignature(String version) {
        Map<String, String> notification = notification();
        notification.put("SignatureVersion", version);

        assertThat(verdict(signed(notification))).isEqualTo(Verdict.VERIFIED);
        notification.put("Subject", "Née");
        assertThat(verdict(signed(notification))).isEqualTo(Verdict.VERIFIED);
        assertThat(asked).containsOnly(URI.create(CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Timestamp", "Subject"})
    void refusesAFieldThatWasAltered(String field) {
        Map<String, String> notification = signed(notification());
        notification.merge(field, "x", String::concat);

        assertThat(verdict(notification)).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "", "2 "})
    void refusesAVersionThatItDoesNotKnow(String version) {
        Map<String, String> notification = signed(notification());
        notification.put("SignatureVersion", version);

        assertThat(verdict(notification)).isEqualTo(INVALID);
    }

    /** SNS signs for everybody: without the list, anybody's topic would do. */
    @Test
    void asksForNothingOnBehalfOfATopicThatIsNotOnTheList() {
        Map<String, String> notification = notification();
        notification.put("TopicArn", TOPIC.replace("123456789012", "210987654321"));

        assertThat(verdict(signed(notification))).isEqualTo(INVALID);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem?x=.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem#x",
                "https://sns.eu-west-1.amazonaws.com/%2e%2e/SimpleNotificationService-1.pem",
                "https://SNS.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://s3.eu-west-1.amazonaws.com/bucket/SimpleNotificationService-1.pem",
                "https://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:9911/SimpleNotificationService-1.pem",
                "file:///etc/passwd",
                "SimpleNotificationService-1.pem",
                "https://[::1",
                "\u0000",
                ""
            })
    void asksNoOtherHostThanTheRegionsOwn(String address) {
        Map<String, String> notification = signed(notification());
        notification.put("SigningCertURL", address);

        assertThat(verdict(notification)).isEqualTo(INVALID);
        assertThat(asked).isEmpty();
    }

    @Test
    void trustsAnotherEndpointOnlyWhenToldTo() {
        Map<String, String> notification = signed(notification());
        notification.put("SigningCertURL", "http://127.0.0.1:9911/SimpleNotificationService-1.pem");
        SnsTrust local =
                new SnsTrust(
                        List.of(URI.create("http://127.0.0.1:9911")),
                        _ -> Optional.of(SnsMessages.publicKey()));

        assertThat(verdict(notification, local)).isEqualTo(Verdict.VERIFIED);
        notification.put(
                "SigningCertURL", "http://127.0.0.1:99110/SimpleNotificationService-1.pem");
        assertThat(verdict(notification, local)).isEqualTo(INVALID);
    }

    /**
     * SNS gives up after a 401, yet repeats after a 503: so the one must not stand for the other.
     */
    @Test
    void isUndecidedWithoutTheCertificate() {
        assertThat(verdict(signed(notification()), SnsTrust.none())).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void refusesAnotherKey() {
        SnsTrust others =
                new SnsTrust(
                        List.of(),
                        _ -> Optional.of(SampleCredentials.generated("RSA").getPublic()));

        assertThat(verdict(signed(notification()), others)).isEqualTo(INVALID);
    }

    /** A line more in a field would move what follows into the next field, under one signature. */
    @Test
    void refusesALineBreakWhereNoneBelongs() {
        Map<String, String> shifted = notification();
        shifted.put("Message", "a\nMessageId\nb");
        signed(shifted);
        String id = shifted.get("MessageId");
        shifted.put("Message", "a");
        shifted.put("MessageId", "b\nMessageId\n" + id);

        assertThat(verdict(shifted)).isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    @Test
    void refusesANameThatStandsTwice() {
        String json = JsonMapper.shared().writeValueAsString(signed(notification()));
        String twice = json.replace("\"Message\":", "\"Message\":\"forged\",\"Message\":");

        assertThat(verdict(Delivery.of(twice), trust))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    @Test
    void holdsTheToleranceOfTheSourceOnBothSidesAndNoneWithoutIt() {
        Delivery delivery = delivery(signed(notification()));
        Instant stamp = Instant.parse(notification().get("Timestamp"));
        Verifier strict =
                ses.bind(Credentials.of(CREDENTIALS), Map.of("toleranceSeconds", "60"), trust);
        Verifier usual = ses.bind(Credentials.of(CREDENTIALS), Map.of(), trust);

        for (int way : new int[] {-1, 1}) {
            assertThat(strict.verify(delivery.request(), stamp.plusSeconds(way * 60)))
                    .isEqualTo(Verdict.VERIFIED);
            assertThat(strict.verify(delivery.request(), stamp.plusSeconds(way * 61)))
                    .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
            assertThat(usual.verify(delivery.request(), stamp.plus(way * 3650L, DAYS)))
                    .isEqualTo(Verdict.VERIFIED);
        }
    }

    @Test
    void tellsMessagesApartByTheirSignedId() {
        assertThat(ses.eventKey(delivery(notification()).request()))
                .contains("da41e39f-ea4d-435a-b922-c6aae3915ebe");
        assertThat(ses.identity().covered()).isTrue();
    }

    @Test
    void signsWhatItVerifies() {
        Credentials held =
                Credentials.of(
                        Map.of(
                                "topicArns",
                                TOPIC,
                                Credentials.PRIVATE_KEY,
                                SnsMessages.privateKey()));
        Delivery ours =
                Delivery.of("{\"eventType\":\"Send\"}").signed(ses.signer(held, Map.of()), NOW);

        assertThat(verdict(ours, trust)).isEqualTo(Verdict.VERIFIED);
    }

    /**
     * The address in the message is for people; another topic's publisher could make it anything.
     */
    @Test
    void confirmsASubscriptionAtAnAddressOfItsOwnMaking() {
        Map<String, String> confirmation = confirmation();
        Delivery delivery = delivery(signed(confirmation));
        Handshake handshake = ses.handshake().orElseThrow();

        assertThat(handshake.proof()).isEqualTo(Handshake.Proof.SIGNATURE);
        assertThat(verdict(delivery, trust)).isEqualTo(Verdict.VERIFIED);
        assertThat(handshake.answer(delivery.request(), Credentials.of(CREDENTIALS)))
                .get()
                .isInstanceOfSatisfying(
                        HandshakeReply.Answered.class,
                        reply ->
                                assertThat(reply.effect())
                                        .contains(
                                                new ConfirmSubscription(
                                                        URI.create(
                                                                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Version=2010-03-31"
                                                                        + "&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Ases-events"
                                                                        + "&Token=2336412f37%26x"))));
        assertThat(handshake.answer(delivery(notification()).request(), Credentials.none()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ses-events",
                "arn:aws:sqs:eu-west-1:123456789012:q",
                "arn:aws:sns:x.evil/:1:t"
            })
    void saysThatATopicIsNotOne(String arn) {
        assertThat(ses.validate(Credentials.of(Map.of("topicArns", TOPIC + ", " + arn)), Map.of()))
                .extracting(PresetViolation::field)
                .containsExactly("credentials.topicArns");
    }

    @Test
    void takesTheHostsOfChina() {
        String topic = "arn:aws-cn:sns:cn-north-1:123456789012:ses-events";
        Map<String, String> notification = notification();
        notification.put("TopicArn", topic);
        notification.put(
                "SigningCertURL",
                "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem");

        assertThat(
                        ses.bind(
                                        Credentials.of(Map.of("topicArns", TOPIC + "\n" + topic)),
                                        Map.of(),
                                        trust)
                                .verify(delivery(signed(notification)).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
    }

    private Verdict verdict(Map<String, String> message) {
        return verdict(message, trust);
    }

    private Verdict verdict(Map<String, String> message, SnsTrust trust) {
        return verdict(delivery(message), trust);
    }

    private Verdict verdict(Delivery delivery, SnsTrust trust) {
        return ses.bind(Credentials.of(CREDENTIALS), Map.of(), trust)
                .verify(delivery.request(), NOW);
    }

    private static Delivery delivery(Map<String, String> message) {
        return Delivery.of(JsonMapper.shared().writeValueAsString(message));
    }
}
