package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.resend.core.exception.ResendException;
import com.resend.services.webhooks.Webhooks;
import com.resend.services.webhooks.model.VerifyWebhookOptions;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against resend-java, which reads the machine's clock: so everything here is of the present. */
class ResendPresetTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Credentials CREDENTIALS = Credentials.of(Map.of("secret", SECRET));
    private static final String BODY = "{\"type\":\"email.delivered\",\"née\":\"é\"}";

    private final Preset resend = PresetCatalogue.standard().find("resend").orElseThrow();
    private final Webhooks sdk = new Webhooks("an API key, which no check uses");

    private Delivery signed(Instant at) {
        return Delivery.of(BODY).signed(resend.signer(CREDENTIALS, Map.of()), at);
    }

    private boolean weVerify(Delivery delivery, Credentials credentials) {
        return resend.bind(credentials, Map.of()).verify(delivery.request(), Instant.now())
                instanceof Verdict.Verified;
    }

    private boolean theSdkVerifies(Delivery delivery, String body, String secret) {
        VerifyWebhookOptions options =
                VerifyWebhookOptions.builder()
                        .payload(body)
                        .addHeaders(
                                delivery.headers().entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        each -> each.getValue().getFirst())))
                        .secret(secret)
                        .build();
        try {
            sdk.verify(options);
            return true;
        } catch (ResendException refused) {
            return false;
        }
    }

    @Test
    void theSdkVerifiesWhatWeSignAndNothingElse() {
        Delivery ours = signed(Instant.now());
        String others = SampleCredentials.secret("mallory");

        assertThat(theSdkVerifies(ours, BODY, SECRET)).isTrue();
        assertThat(theSdkVerifies(ours, BODY + " ", SECRET)).isFalse();
        assertThat(theSdkVerifies(ours, BODY, others)).isFalse();
        assertThat(weVerify(ours, CREDENTIALS)).isTrue();
        assertThat(weVerify(ours, Credentials.of(Map.of("secret", others)))).isFalse();
        assertThat(weVerify(ours.alterBody(), CREDENTIALS)).isFalse();
    }

    /**
     * Seconds before and after now, not at the border: the two clocks are read one after another.
     */
    @ParameterizedTest
    @ValueSource(ints = {-86_400, -330, -270, 270, 330, 86_400})
    void bothFindTheSameStampsTimely(int seconds) {
        Delivery ours = signed(Instant.now().plusSeconds(seconds));

        assertThat(weVerify(ours, CREDENTIALS)).isEqualTo(Math.abs(seconds) <= 300);
        assertThat(theSdkVerifies(ours, BODY, SECRET)).isEqualTo(weVerify(ours, CREDENTIALS));
    }
}
