package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on vendors that put their signature inside what it signs. */
class SignedBodiesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Preset adyen = preset("adyen");
    private final Preset unisender = preset("unisender-go");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pspReference",
                "originalReference",
                "merchantAccountCode",
                "merchantReference",
                "eventCode",
                "success"
            })
    void adyenSignsEveryFieldThatDecides(String field) {
        String signed = text(signedByAdyen());
        String altered =
                signed.contains("\"" + field + "\"")
                        ? signed.replaceFirst("(\"" + field + "\":\")", "$1x")
                        : signed.replace("\"eventCode\"", "\"" + field + "\":\"x\",\"eventCode\"");

        assertThat(adyen(altered)).isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(adyen(signed.replace("1000", "9000")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(adyen(signed.replace("EUR", "JPY")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void oneItemWithoutASignatureSpoilsThemAll() {
        String signed = text(signedByAdyen());
        String item = signed.substring(signed.indexOf("[{") + 1, signed.lastIndexOf(']'));
        String unsigned = item.replaceFirst(",\"additionalData\":\\{.*?}", "");

        assertThat(adyen(signed.replace("[{", "[" + item + ",{"))).isEqualTo(Verdict.VERIFIED);
        assertThat(adyen(signed.replace("[{", "[" + unsigned + ",{")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(adyen(signed.replace("[{", "[null,{")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(adyen(signed.replace("[{", "[{\"NotificationRequestItem\":[]},{")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** Readers differ in which of two they take, so one could be checked and the other stored. */
    @Test
    void adyenRefusesANameThatStandsTwice() {
        String signed = text(signedByAdyen());

        assertThat(adyen(signed.replace("\"success\"", "\"success\":\"false\",\"success\"")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        assertThat(adyen(signed + "{}")).isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    @Test
    void adyenTellsItsNotificationsApartByWhatItSigns() {
        assertThat(adyen.eventKey(signedByAdyen().request()))
                .contains("QFQTPCQ8HXSKGK82:AUTHORISATION:true");
        assertThat(adyen.identity().covered()).isTrue();
    }

    /**
     * MD5 goes on where it ended: who knows a body and its sum knows the sum of the body, the
     * padding and anything more. What follows the JSON is therefore refused, however well signed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u0080\u0000\u0000{\"auth\":\"x\"}", " {}", "x", "\u0000", ",", "]"})
    void unisenderRefusesWhatFollowsItsJson(String tail) throws Exception {
        assertThat(unisender(summed("{\"auth\":\"%s\",\"events\":[]}" + tail)))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    @Test
    void unisenderSignsTheBytesAsTheyStand() throws Exception {
        assertThat(unisender(summed(" {\r\n\"a\" : [{\"auth\":1}], \"auth\" : \"%s\"}\n")))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(unisender(summed("{\"é\":\"€\",\"auth\":\"%s\"}"))).isEqualTo(Verdict.VERIFIED);
        assertThat(unisender(summed("{\"auth\":\"%s\"}").replace(":", ": ")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void unisenderRefusesTwoSumsAndOneThatIsEscaped() throws Exception {
        assertThat(unisender(summed("{\"auth\":\"%s\",\"auth\":\"\"}")))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        assertThat(unisender("{\"auth\":\"\\u0030123\"}"))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        assertThat(unisender("{\"a\":{\"auth\":\"0123\"}}"))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    private static String summed(String body) throws Exception {
        byte[] keyed = body.formatted("the-api-key").getBytes(StandardCharsets.UTF_8);
        byte[] sum = MessageDigest.getInstance("MD5").digest(keyed);
        return body.formatted(HexFormat.of().formatHex(sum));
    }

    private Verdict unisender(String body) {
        return unisender
                .bind(Credentials.of(Map.of("secret", "the-api-key")), Map.of())
                .verify(Delivery.of(body).request(), NOW);
    }

    private Verdict adyen(String body) {
        return adyen.bind(SampleCredentials.of(adyen, "acme").credentials(), Map.of())
                .verify(Delivery.of(body).request(), NOW);
    }

    private Delivery signedByAdyen() {
        return Delivery.of(SampleBodies.of(adyen))
                .signed(adyen.signer(SampleCredentials.of(adyen, "acme").signing(), Map.of()), NOW);
    }

    private static String text(Delivery delivery) {
        return new String(delivery.request().body(), StandardCharsets.UTF_8);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
