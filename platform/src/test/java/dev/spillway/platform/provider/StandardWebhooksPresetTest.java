package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the libraries of Standard Webhooks and Svix, as signers and as verifiers. */
class StandardWebhooksPresetTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Credentials CREDENTIALS = Credentials.of(Map.of("secret", SECRET));
    private static final String BODY = "{\"test\": 2432232314, \"née\": \"é\"}";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private final Preset preset = preset("standard-webhooks");
    private final Verifier verifier = preset.bind(CREDENTIALS, Map.of());

    /** The vector that every library of the project carries in its tests. */
    @Test
    void verifiesThePublishedVector() {
        Delivery published =
                Delivery.of("{\"test\": 2432232314}")
                        .header("webhook-id", ID)
                        .header("webhook-timestamp", "1614265330")
                        .header(
                                "webhook-signature",
                                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(verifier.verify(published.request(), NOW)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "resend"})
    void verifiesWhatEitherLibrarySignsUnderEitherBrand(String id) throws Exception {
        Verifier either = preset(id).bind(CREDENTIALS, Map.of());
        String standard = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
        String svix = new com.svix.Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);

        for (String brand : new String[] {"webhook", "svix"}) {
            assertThat(either.verify(sent(brand, standard).request(), NOW))
                    .isEqualTo(Verdict.VERIFIED);
            assertThat(either.verify(sent(brand, svix).request(), NOW)).isEqualTo(Verdict.VERIFIED);
        }
    }

    /** The libraries read the machine's clock, so this signs at the present. */
    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "resend"})
    void bothLibrariesVerifyWhatWeSign(String id) {
        Delivery ours =
                Delivery.of(BODY).signed(preset(id).signer(CREDENTIALS, Map.of()), Instant.now());

        assertThatCode(() -> new com.svix.Webhook(SECRET).verify(BODY, ours.headers()))
                .doesNotThrowAnyException();
        if (id.equals("standard-webhooks")) {
            assertThatCode(() -> new Webhook(SECRET).verify(BODY, ours.headers()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void verifiesOneOfSeveralSignatures() throws Exception {
        String old =
                new Webhook("whsec_b2xkb2xkb2xkb2xkb2xkb2xk").sign(ID, NOW.getEpochSecond(), BODY);
        String current = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);

        assertThat(verifier.verify(sent("webhook", old + " v1a,AAAA " + current).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(sent("webhook", old + " v1a,AAAA").request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void refusesAnIdThatIsNotTheSignedOne() throws Exception {
        Delivery sent = sent("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));

        assertThat(
                        verifier.verify(
                                sent.without("webhook-id")
                                        .header("webhook-id", "msg_other")
                                        .request(),
                                NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** Else a captured request could be sent again under an id that nobody has seen. */
    @Test
    void takesTheKeyFromTheBrandThatIsVerified() throws Exception {
        Delivery captured =
                sent("svix", new com.svix.Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY))
                        .header("webhook-id", "msg_new");

        assertThat(verifier.verify(captured.request(), NOW)).isEqualTo(Verdict.VERIFIED);
        assertThat(preset.eventKey(captured.request())).contains(ID);

        captured.header("webhook-timestamp", "1614265330").header("webhook-signature", "v1,AAAA");
        assertThat(preset.eventKey(captured.request())).contains("msg_new");
        assertThat(verifier.verify(captured.request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void coversTheKey() {
        assertThat(preset.identity().covered()).isTrue();
    }

    @Test
    void takesASecretWithOrWithoutItsPrefix() throws Exception {
        Verifier bare =
                preset.bind(Credentials.of(Map.of("secret", SECRET.substring(6))), Map.of());
        Delivery sent = sent("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));

        assertThat(bare.verify(sent.request(), NOW)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_not base64!", "secret-of-another-kind"})
    void saysThatASecretIsNotOne(String secret) {
        assertThat(preset.validate(Credentials.of(Map.of("secret", secret)), Map.of()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("credentials.secret");
                    assertThat(violation.message()).contains("copy it whole");
                });
    }

    private static Delivery sent(String brand, String signature) {
        return Delivery.of(BODY)
                .header(brand + "-id", ID)
                .header(brand + "-timestamp", Long.toString(NOW.getEpochSecond()))
                .header(brand + "-signature", signature);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
