package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against twilio-java, whose validator says what Twilio signs. */
class TwilioPresetTest {

    private static final Credentials TOKEN = Credentials.of(Map.of("secret", "12345"));
    private static final String URL = "https://in.spillway.example/in/key?foo=1&bar=2";
    private static final String FORM = "To=%2B1800&From=%2B1234&Body=N%C3%A9e+%26+S%C3%B6hne";
    private static final Map<String, String> FIELDS =
            Map.of("To", "+1800", "From", "+1234", "Body", "Née & Söhne");
    private static final String JSON = "{\"MessageStatus\":\"delivered\",\"née\":\"é\"}";

    private final Preset twilio = PresetCatalogue.standard().find("twilio").orElseThrow();
    private final Verifier verifier = twilio.bind(TOKEN, Map.of());
    private final RequestValidator sdk = new RequestValidator("12345");

    private Delivery signed(String url, String body) {
        return Delivery.of(body).url(url).signed(twilio.signer(TOKEN, Map.of()), Instant.EPOCH);
    }

    private Verdict verdict(Delivery delivery) {
        return verifier.verify(delivery.request(), Instant.EPOCH);
    }

    @Test
    void theSdkVerifiesAFormThatWeSign() {
        Delivery ours = signed(URL, FORM);

        assertThat(sdk.validate(URL, FIELDS, ours.header("X-Twilio-Signature"))).isTrue();
        assertThat(verdict(ours)).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void theSdkVerifiesJsonThatWeSign() throws Exception {
        String url = "https://in.spillway.example/in/key?bodySHA256=" + hash(JSON);
        Delivery ours = signed(url, JSON);

        assertThat(sdk.validate(url, JSON, ours.header("X-Twilio-Signature"))).isTrue();
        assertThat(verdict(ours)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(ours.alterBody())).isEqualTo(INVALID);
    }

    private static final Verdict INVALID = Verdict.refused(Reason.SIGNATURE_INVALID);

    private static String hash(String body) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Twilio's own words: the generation of signatures is inconsistent about ports. */
    @ParameterizedTest
    @CsvSource({
        "https://in.example/in/k,      https://in.example:443/in/k",
        "https://in.example:443/in/k,  https://in.example/in/k",
        "https://in.example:8443/in/k, https://in.example/in/k",
        "http://in.example/in/k?a=b:c, http://in.example:80/in/k?a=b:c",
        "https://[::1]/in/k,           https://[::1]:443/in/k",
        "https://[::1]:443/in/k,       https://[::1]/in/k",
    })
    void aPortMayBeSignedOrNot(String received, String signedAs) {
        Delivery delivery = signed(signedAs, FORM).url(received);

        assertThat(sdk.validate(received, FIELDS, delivery.header("X-Twilio-Signature"))).isTrue();
        assertThat(verdict(delivery)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://in.spillway.example/in/other?foo=1&bar=2",
                "https://in.spillway.example/in/key?foo=1",
                "http://in.spillway.example/in/key?foo=1&bar=2",
                "no url",
                ""
            })
    void anotherUrlIsRefused(String url) {
        assertThat(verdict(signed(URL, FORM).url(url))).isEqualTo(INVALID);
    }

    /** What a form means is signed, not how it is spelt. */
    @Test
    void theOrderOfAFormsFieldsAndTheirEscapesDoNotMatter() {
        Delivery delivery = signed(URL, FORM);
        String respelt = "Body=N%c3%a9e%20%26%20S%C3%B6hne&From=%2b1234&&To=%2B1800";

        assertThat(verdict(delivery.body(respelt.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Verdict.VERIFIED);
    }

    /** A hash that the URL names is signed with it; one that a stranger adds is not. */
    @Test
    void aHashInTheUrlDoesNotStandInForASignature() throws Exception {
        Delivery delivery = signed(URL, FORM);
        String forged = "{\"forged\":true}";

        assertThat(
                        verdict(
                                delivery.url(URL + "&bodySHA256=" + hash(forged))
                                        .body(forged.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(INVALID);
    }

    @Test
    void whatTwilioRepeatsHasTheSameKey() {
        Delivery delivery = signed(URL, FORM).header("I-Twilio-Idempotency-Token", "fbbd9cf9");

        assertThat(twilio.eventKey(delivery.request())).contains("fbbd9cf9");
        assertThat(twilio.identity().covered()).isFalse();
    }
}
