package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as vendors show them, and two kinds of signature in one header. */
class KeyPairPresetsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"type\":\"user.created\",\"née\":\"é\"}";
    private static final Verdict INVALID = Verdict.refused(Reason.SIGNATURE_INVALID);

    private final Preset standard = preset("standard-webhooks");
    private final KeyPair pair = SampleCredentials.generated("Ed25519");
    private final String whpk = "whpk_" + raw(pair);

    @Test
    void verifiesAnAsymmetricSignatureAmongOthers() {
        String header = "v1,AAAA v1a,AAAA " + v1a(pair) + " v1,BBBB";

        assertThat(verdict(Map.of("publicKey", whpk), header)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(Map.of("publicKey", raw(pair)), header)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(Map.of("secret", SECRET, "publicKey", whpk), header))
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void verifiesEitherKindWhereASourceHasBoth() {
        Delivery symmetric =
                Delivery.of(BODY)
                        .signed(
                                standard.signer(Credentials.of(Map.of("secret", SECRET)), Map.of()),
                                NOW);

        assertThat(verdict(Map.of("secret", SECRET, "publicKey", whpk), symmetric))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(Map.of("publicKey", whpk), symmetric)).isEqualTo(INVALID);
    }

    @Test
    void refusesAnotherKeyAndASignatureUnderTheOtherPrefix() {
        String others = v1a(SampleCredentials.generated("Ed25519"));

        assertThat(verdict(Map.of("publicKey", whpk), others)).isEqualTo(INVALID);
        assertThat(verdict(Map.of("secret", SECRET), v1a(pair))).isEqualTo(INVALID);
        assertThat(verdict(Map.of("publicKey", whpk), v1a(pair).replace("v1a,", "v1,")))
                .isEqualTo(INVALID);
    }

    /** The time is looked at last: only who has the key is told that it was wrong. */
    @Test
    void saysThatAGenuineSignatureIsOld() {
        Delivery delivery = delivery(v1a(pair));

        assertThat(
                        standard.bind(
                                        Credentials.of(Map.of("secret", SECRET, "publicKey", whpk)),
                                        Map.of())
                                .verify(delivery.request(), NOW.plusSeconds(301)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @Test
    void wantsOneOfTheTwoKeys() {
        assertThat(standard.validate(Credentials.none(), Map.of()))
                .extracting(PresetViolation::field)
                .containsExactly("credentials.secret");
        assertThat(standard.validate(Credentials.of(Map.of("publicKey", "whpk_AAAA")), Map.of()))
                .extracting(PresetViolation::field)
                .containsExactly("credentials.publicKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whpk_", "AAAA", "not a key", "v=DKIM1; p=;"})
    void saysThatAKeyIsNotOne(String text) {
        for (String id : new String[] {"telnyx", "postal", "sendgrid"}) {
            Credentials credentials = Credentials.of(Map.of("publicKey", text));
            assertThat(preset(id).validate(credentials, Map.of()))
                    .extracting(PresetViolation::field)
                    .containsExactly("credentials.publicKey");
        }
    }

    @Test
    void refusesAnRsaKeyThatIsShortEnoughToBreak() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(768);
        String key = base64(generator.generateKeyPair().getPublic().getEncoded());

        assertThat(preset("postal").validate(Credentials.of(Map.of("publicKey", key)), Map.of()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("1024"));
    }

    private Verdict verdict(Map<String, String> credentials, String signatures) {
        return verdict(credentials, delivery(signatures));
    }

    private Verdict verdict(Map<String, String> credentials, Delivery delivery) {
        return standard.bind(Credentials.of(new HashMap<>(credentials)), Map.of())
                .verify(delivery.request(), NOW);
    }

    private static Delivery delivery(String signatures) {
        return Delivery.of(BODY)
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", "1795255200")
                .header("webhook-signature", signatures);
    }

    /** As the specification says, with the JDK's Ed25519. */
    private static String v1a(KeyPair pair) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(("msg_1.1795255200." + BODY).getBytes(StandardCharsets.UTF_8));
            return "v1a," + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
