package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signature over a time and a token proves, and what it does not. */
class MailgunPresetTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final String TIME = "1795255200";
    private static final String TOKEN = "70b5477167110d68991efc6b9f89f0a11066af27834600e123";
    private static final Map<String, String> KEY = Map.of("secret", "key-0123456789abcdef");

    private final Preset mailgun = PresetCatalogue.standard().find("mailgun").orElseThrow();
    private final Verifier verifier = mailgun.bind(Credentials.of(KEY), Map.of());

    /** The worker claims it: whatever else comes under this token is a duplicate. */
    @Test
    void theTokenIsTheIdentityAndCovered() {
        Delivery genuine = json(TIME, TOKEN, hmac(TIME + TOKEN));
        Delivery altered =
                Delivery.of(
                        new String(genuine.request().body(), StandardCharsets.UTF_8)
                                .replace("delivered", "unsubscribed"));

        assertThat(mailgun.identity().covered()).isTrue();
        assertThat(verifier.verify(altered.request(), NOW)).isEqualTo(Verdict.VERIFIED);
        assertThat(mailgun.eventKey(genuine.request())).contains(TOKEN);
        assertThat(mailgun.eventKey(altered.request())).contains(TOKEN);
    }

    /**
     * Time and token are signed without anything between them: a digit moved from one to the other
     * keeps the signature and changes the token, which would get one event in ten times.
     */
    @ParameterizedTest
    @CsvSource({"179525520, 0", "17952552007, ''", "1, 795255200", "' 179525520', 0"})
    void refusesATokenWithADigitOfTheTime(String time, String start) {
        String token = start + TOKEN.substring(time.length() > 10 ? 1 : 0);

        assertThat(verifier.verify(json(time, token, hmac(TIME + TOKEN)).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    /** Else a token would be forgotten while its time still counts, and could be used again. */
    @Test
    void remembersATokenForLongerThanItsTimeCounts() {
        Delivery delivery = json(TIME, TOKEN, hmac(TIME + TOKEN));

        assertThat(verifier.verify(delivery.request(), NOW.plus(Duration.ofHours(24))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.plus(mailgun.identity().horizon())))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @Test
    void refusesASignatureThatIsNeitherOfTheAccounts() {
        String other = "\"parent-signature\":\"" + "0".repeat(64) + "\",";

        assertThat(verifier.verify(json(TIME, TOKEN, hmac("x"), other).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void signsAForm() {
        Delivery form =
                Delivery.of("event=opened&recipient=a%40example.com")
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .signed(mailgun.signer(Credentials.of(KEY), Map.of()), NOW);

        assertThat(verifier.verify(form.request(), NOW)).isEqualTo(Verdict.VERIFIED);
        assertThat(new String(form.request().body(), StandardCharsets.UTF_8))
                .endsWith("&event=opened&recipient=a%40example.com");
    }

    private static Delivery json(String time, String token, String signature) {
        return json(time, token, signature, "");
    }

    private static Delivery json(String time, String token, String signature, String more) {
        return Delivery.of(
                """
                {"signature": {%s "timestamp": "%s", "token": "%s", "signature": "%s"},
                 "event-data": {"event": "delivered"}}
                """
                        .formatted(more, time, token, signature));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            KEY.get("secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
