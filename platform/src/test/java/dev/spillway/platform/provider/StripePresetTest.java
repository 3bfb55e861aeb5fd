package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.stripe.net.Webhook;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against stripe-java, which signs as Stripe does and says how Stripe wants it verified. */
class StripePresetTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY =
            "{\"id\":\"evt_1NG8Du2eZvKYlo2CUI79vXWy\",\"object\":\"event\",\"née\":\"é\"}";

    private final Preset stripe = PresetCatalogue.standard().find("stripe").orElseThrow();
    private final Verifier verifier =
            stripe.bind(Credentials.of(Map.of("secret", SECRET)), Map.of());

    @Test
    void verifiesWhatTheSdkSigns() throws GeneralSecurityException {
        assertThat(verifier.verify(sent(header(SECRET)).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void refusesAnotherSecretOfTheSdk() throws GeneralSecurityException {
        assertThat(verifier.verify(sent(header("whsec_other")).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void theSdkVerifiesWhatWeSign() {
        Delivery ours =
                Delivery.of(BODY)
                        .signed(
                                stripe.signer(Credentials.of(Map.of("secret", SECRET)), Map.of()),
                                NOW);

        assertThatCode(() ->
                        Webhook.Signature.verifyHeader(
                                BODY,
                                ours.header("Stripe-Signature"),
                                SECRET,
                                300,
                                Clock.fixed(NOW, ZoneOffset.UTC)))
                .doesNotThrowAnyException();
    }

    @Test
    void holdsTheToleranceOfTheSdkUnlessTold() throws GeneralSecurityException {
        Delivery sent = sent(header(SECRET));

        assertThat(verifier.verify(sent.request(), NOW.plusSeconds(Webhook.DEFAULT_TOLERANCE)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(sent.request(), NOW.plusSeconds(Webhook.DEFAULT_TOLERANCE + 1)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    /** Stripe signs with both secrets for a day when one is rolled. */
    @Test
    void verifiesOneOfSeveralSignatures() throws GeneralSecurityException {
        String other = header("whsec_other");
        String ours = header(SECRET);
        String both = other + ",v1=" + ours.substring(ours.indexOf("v1=") + 3) + ",v0=00";

        assertThat(verifier.verify(sent(both).request(), NOW)).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void ignoresASignatureOfAnotherVersion() throws GeneralSecurityException {
        String downgraded = header(SECRET).replace("v1=", "v0=");

        assertThat(verifier.verify(sent(downgraded).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void refusesATimeThatIsNotTheSignedOne() throws GeneralSecurityException {
        String later =
                header(SECRET)
                        .replace("t=" + NOW.getEpochSecond(), "t=" + (NOW.getEpochSecond() + 400));
        String none = header(SECRET).replaceAll("^t=[0-9]+,", "");

        assertThat(verifier.verify(sent(later).request(), NOW.plusSeconds(400)))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(verifier.verify(sent(none).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void takesTheEventsOwnIdAsItsKey() {
        assertThat(stripe.eventKey(Delivery.of(BODY).request()))
                .contains("evt_1NG8Du2eZvKYlo2CUI79vXWy");
        assertThat(stripe.identity().covered()).isTrue();
    }

    private static String header(String secret) throws GeneralSecurityException {
        return Webhook.Signature.generateSignatureHeader(BODY, secret, NOW.getEpochSecond());
    }

    private static Delivery sent(String header) {
        return Delivery.of(BODY).header("Stripe-Signature", header);
    }
}
