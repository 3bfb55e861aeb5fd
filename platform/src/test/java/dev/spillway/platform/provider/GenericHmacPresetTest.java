package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preset that people shape by settings. */
class GenericHmacPresetTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final Credentials CREDENTIALS = Credentials.of(Map.of("secret", "Jefe"));
    private static final String DATA = "what do ya want for nothing?";

    private final Preset hmac = PresetCatalogue.standard().find("hmac").orElseThrow();

    /** RFC 2202 (SHA-1) and RFC 4231 (SHA-2), test case 2. */
    @ParameterizedTest
    @CsvSource({
        "sha1,   hex,       effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha1,   hex,       EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79",
        "sha256, hex,       5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha256, base64,    W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "sha256, base64,    W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
        "sha512, base64url, Fkt6e_z4GeLjlfvnO1bgo4e9ZCIugx_WECcM1-olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw",
    })
    void verifiesThePublishedVectors(String algorithm, String encoding, String signature) {
        Map<String, String> settings = Map.of("algorithm", algorithm, "encoding", encoding);

        assertThat(verdict(settings, Delivery.of(DATA).header("X-Signature", signature)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(settings, Delivery.of(DATA + "!").header("X-Signature", signature)))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void signsATemplateOfAllThatARequestHas() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "header", "X-Acme-Signature",
                        "prefix", "v0=",
                        "template", "{method}\n{url}\n{id}:{timestamp}:{body}",
                        "timestampHeader", "X-Acme-Time",
                        "idHeader", "X-Acme-Id");
        String url = "https://in.spillway.example/in/key?a=b";
        String signed = "POST\n" + url + "\n7:1795255200:" + DATA;
        Delivery sent =
                Delivery.of(DATA)
                        .url(url)
                        .header("X-Acme-Time", "1795255200")
                        .header("X-Acme-Id", "7")
                        .header(
                                "X-Acme-Signature",
                                "v0=" + Webhook.Util.computeHmacSha256("Jefe", signed));

        assertThat(verdict(settings, sent)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(settings, sent.url(url + "c")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(hmac.identity(settings).eventKey(sent.request())).contains("7");
        assertThat(hmac.identity(settings).covered()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1795255200", "1795255200123", "2026-11-21T10:00:00Z", "2026-11-21T12:00:00+02:00"})
    void readsTheTimeHoweverItIsWritten(String time) throws Exception {
        Map<String, String> settings =
                Map.of("timestampHeader", "X-Time", "template", "{timestamp}.{body}");
        Delivery sent =
                Delivery.of(DATA)
                        .header("X-Time", time)
                        .header(
                                "X-Signature",
                                Webhook.Util.computeHmacSha256("Jefe", time + "." + DATA));

        assertThat(verdict(settings, sent)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1795255200", "17952552001795255200", "1795250000", "2026-11-21"})
    void refusesATimeThatIsNoneOrNotNow(String time) throws Exception {
        Map<String, String> settings =
                Map.of("timestampHeader", "X-Time", "template", "{timestamp}.{body}");
        Delivery sent =
                Delivery.of(DATA)
                        .header("X-Time", time)
                        .header(
                                "X-Signature",
                                Webhook.Util.computeHmacSha256("Jefe", time + "." + DATA));

        assertThat(verdict(settings, sent))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @Test
    void anIdThatNothingSignsIsAKeyButNotCovered() {
        EventIdentity identity = hmac.identity(Map.of("idHeader", "X-Id"));

        assertThat(
                        identity.eventKey(
                                Delivery.of(DATA)
                                        .header("X-Signature", "x")
                                        .header("X-Id", "7")
                                        .request()))
                .contains("7");
        assertThat(identity.covered()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header          | X Signature            | is not the name of a header",
                "algorithm       | md5                    | is one of sha1, sha256, sha512",
                "encoding        | HEX                    | is one of hex, base64, base64url",
                "template        | {body                  | has a { that is never closed",
                "template        | {body}{colour}         | but not {colour}",
                "template        | constant               | leaves {body} unsigned",
                "template        | {timestamp}.{body}     | settings.timestampHeader is required",
                "template        | {id}.{body}            | settings.idHeader is required",
                "timestampHeader | X-Time                 | settings.template leaves {timestamp} unsigned",
                "toleranceSeconds| 0                      | whole number of seconds",
                "toleranceSeconds| 604801                 | whole number of seconds",
                "toleranceSeconds| ten                    | whole number of seconds",
                "scheme          | none                   | is unknown",
                "secretForm      | hex                    | is unknown",
            })
    void namesTheSettingThatIsWrong(String setting, String value, String complaint) {
        Map<String, String> settings = Map.of(setting, value);

        assertThat(hmac.validate(CREDENTIALS, settings))
                .singleElement()
                .extracting(violation -> violation.field() + " " + violation.message())
                .asString()
                .startsWith("settings.")
                .contains(complaint);
        assertThatThrownBy(() -> hmac.bind(CREDENTIALS, settings))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hmac.identity(settings))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(
                        hmac.validate(
                                Credentials.none(),
                                Map.of("algorithm", "md5", "header", "", "colour", "red")))
                .extracting(PresetViolation::field)
                .containsExactlyInAnyOrder(
                        "settings.algorithm",
                        "settings.header",
                        "settings.colour",
                        "credentials.secret");
    }

    @Test
    void aSecretCopiedWithALineBreakIsNamed() {
        assertThat(hmac.validate(Credentials.of(Map.of("secret", "Jefe\n")), Map.of()))
                .singleElement()
                .isEqualTo(
                        new PresetViolation(
                                "credentials.secret",
                                "begins or ends with white space: copy it without"));
    }

    private Verdict verdict(Map<String, String> settings, Delivery delivery) {
        return hmac.bind(CREDENTIALS, settings).verify(delivery.request(), NOW);
    }
}
