package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against slack-app-backend, which signs and verifies as Slack does. */
class SlackPresetTest {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final String BODY = "{\"event_id\":\"Ev08MFMKH6\",\"née\":\"é\"}";

    private final Preset slack = PresetCatalogue.standard().find("slack").orElseThrow();
    private final Verifier verifier =
            slack.bind(Credentials.of(Map.of("secret", SECRET)), Map.of());

    private static Delivery sent(String secret, Instant at) {
        String stamp = Long.toString(at.getEpochSecond());
        return Delivery.of(BODY)
                .header("X-Slack-Request-Timestamp", stamp)
                .header(
                        "X-Slack-Signature",
                        new SlackSignature.Generator(secret).generate(stamp, BODY));
    }

    @Test
    void verifiesWhatTheSdkSigns() {
        assertThat(verifier.verify(sent(SECRET, NOW).request(), NOW)).isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(sent("another", NOW).request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @Test
    void theSdkVerifiesWhatWeSign() {
        Delivery ours =
                Delivery.of(BODY)
                        .signed(
                                slack.signer(Credentials.of(Map.of("secret", SECRET)), Map.of()),
                                NOW);

        assertThat(
                        new SlackSignature.Verifier(new SlackSignature.Generator(SECRET))
                                .isValid(
                                        ours.header("X-Slack-Request-Timestamp"),
                                        BODY,
                                        ours.header("X-Slack-Signature"),
                                        NOW.toEpochMilli()))
                .isTrue();
    }

    /** Five minutes; of the last second the SDK is the other way round, and nobody minds. */
    @Test
    void holdsTheToleranceOfTheSdk() {
        Delivery sent = sent(SECRET, NOW);
        SlackSignature.Verifier sdk =
                new SlackSignature.Verifier(new SlackSignature.Generator(SECRET));
        String stamp = sent.header("X-Slack-Request-Timestamp");
        String signature = sent.header("X-Slack-Signature");

        for (int late : new int[] {299, 301}) {
            Instant then = NOW.plusSeconds(late);
            assertThat(verifier.verify(sent.request(), then).equals(Verdict.VERIFIED))
                    .isEqualTo(sdk.isValid(stamp, BODY, signature, then.toEpochMilli()));
        }
    }
}
