package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sendgrid.helpers.eventwebhook.EventWebhook;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against sendgrid-java, which verifies, and against the vector in its tests, which SendGrid
 * signed.
 */
class SendGridPresetTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_600_112_502);
    private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    private static final String PUBLISHED_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private static final String PUBLISHED_SIGNATURE =
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private static final String PUBLISHED_BODY =
            "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\","
                    + "\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\","
                    + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
                    + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";

    private final Preset sendgrid = PresetCatalogue.standard().find("sendgrid").orElseThrow();

    @BeforeAll
    static void registerWhatTheSdkNeeds() {
        Security.addProvider(new BouncyCastleProvider());
    }

    @AfterAll
    static void leaveTheJdkAsItWas() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }

    /** The CRLF at its end is signed too. */
    @Test
    void verifiesTheVectorOfTheSdkByteForByte() {
        Verifier verifier = verifier(PUBLISHED_KEY);

        assertThat(verifier.verify(published(PUBLISHED_BODY).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(published(PUBLISHED_BODY.strip()).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** SendGrid's SDK has no tolerance: retries of a day keep the first stamp. */
    @Test
    void holdsNoToleranceUnlessTold() {
        Delivery published = published(PUBLISHED_BODY);
        Verifier strict =
                sendgrid.bind(
                        Credentials.of(Map.of("publicKey", PUBLISHED_KEY)),
                        Map.of("toleranceSeconds", "60"));

        assertThat(
                        verifier(PUBLISHED_KEY)
                                .verify(published.request(), NOW.plus(Duration.ofDays(2000))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(strict.verify(published.request(), NOW.plusSeconds(61)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @Test
    void theSdkVerifiesWhatWeSign() throws Exception {
        SampleCredentials sample = SampleCredentials.of(sendgrid, "acme");
        byte[] body = "[{\"event\":\"open\",\"née\":\"é\"}]\r\n".getBytes(StandardCharsets.UTF_8);
        Delivery ours = Delivery.of(body).signed(sendgrid.signer(sample.signing(), Map.of()), NOW);
        EventWebhook sdk = new EventWebhook();
        var key = sdk.ConvertPublicKeyToECDSA(sample.received().get("publicKey"));

        assertThat(sdk.VerifySignature(key, body, ours.header(SIGNATURE), ours.header(TIMESTAMP)))
                .isTrue();
        ours.alterBody();
        assertThat(
                        sdk.VerifySignature(
                                key,
                                ours.request().body(),
                                ours.header(SIGNATURE),
                                ours.header(TIMESTAMP)))
                .isFalse();
    }

    @Test
    void refusesATimeThatIsNotTheSignedOne() {
        Delivery later =
                published(PUBLISHED_BODY).without(TIMESTAMP).header(TIMESTAMP, "1600112503");

        assertThat(verifier(PUBLISHED_KEY).verify(later.request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void takesAKeyInPemToo() {
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + PUBLISHED_KEY.substring(0, 64)
                        + "\n"
                        + PUBLISHED_KEY.substring(64)
                        + "\n-----END PUBLIC KEY-----\n";

        assertThat(verifier(pem).verify(published(PUBLISHED_BODY).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void saysThatAKeyIsNotOneOfP256() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        KeyPair otherCurve = SampleCredentials.keyPair("secp384r1");

        assertThat(fieldsRefused("not a key")).containsExactly("credentials.publicKey");
        assertThat(fieldsRefused("AAAA")).containsExactly("credentials.publicKey");
        assertThat(fieldsRefused(base64(rsa.generateKeyPair())))
                .containsExactly("credentials.publicKey");
        assertThat(fieldsRefused(base64(otherCurve))).containsExactly("credentials.publicKey");
    }

    /**
     * Event ids of SendGrid change on some retries and an array holds many: the fingerprint serves.
     */
    @Test
    void hasNoKeyOfItsOwn() {
        assertThat(sendgrid.eventKey(published(PUBLISHED_BODY).request())).isEmpty();
    }

    private Iterable<String> fieldsRefused(String publicKey) {
        return sendgrid.validate(Credentials.of(Map.of("publicKey", publicKey)), Map.of()).stream()
                .map(PresetViolation::field)
                .toList();
    }

    private Verifier verifier(String publicKey) {
        return sendgrid.bind(Credentials.of(Map.of("publicKey", publicKey)), Map.of());
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static Delivery published(String body) {
        return Delivery.of(body)
                .header(SIGNATURE, PUBLISHED_SIGNATURE)
                .header(TIMESTAMP, "1600112502");
    }
}
