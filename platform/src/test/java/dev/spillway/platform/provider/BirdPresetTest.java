package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.messagebird.Request;
import com.messagebird.RequestSigner;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bird as it was, MessageBird, against messagebird-api, which verifies as MessageBird does. */
class BirdPresetTest {

    private static final String SECRET = "2NvFnMZDVgOGLjiX3Xg4vLbDxRqLVtUY";
    private static final Map<String, String> OLDER = Map.of("version", "messagebird");
    private static final Instant NOW = Instant.ofEpochSecond(1_795_255_200);
    private static final String BODY = "{\"status\":\"delivered\",\"née\":\"é\"}";

    private final Preset bird = PresetCatalogue.standard().find("bird").orElseThrow();
    private final Credentials credentials = Credentials.of(Map.of("secret", SECRET));

    @Test
    @SuppressWarnings("deprecation") // the scheme that is tested is the deprecated one
    void theSdkVerifiesWhatWeSign() {
        Delivery ours =
                Delivery.of(BODY)
                        .url("https://in.spillway.example/in/key?status=sent&id=1&from=a%20b")
                        .signed(bird.signer(credentials, OLDER), NOW);
        RequestSigner sdk = new RequestSigner(SECRET.getBytes(StandardCharsets.UTF_8));

        assertThat(
                        sdk.isMatch(
                                ours.header("MessageBird-Signature"),
                                new Request(
                                        ours.header("MessageBird-Request-Timestamp"),
                                        "status=sent&id=1&from=a%20b",
                                        BODY.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(bird.bind(credentials, OLDER).verify(ours.request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void oneVersionsSignatureIsNotTheOthers() {
        Delivery ours = Delivery.of(BODY).signed(bird.signer(credentials, OLDER), NOW);

        assertThat(bird.bind(credentials, Map.of()).verify(ours.request(), NOW))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** Bird's retries keep the first attempt's stamp, for hours. */
    @Test
    void aRetryHoursLaterIsTaken() {
        Delivery ours = Delivery.of(BODY).signed(bird.signer(credentials, Map.of()), NOW);

        assertThat(
                        bird.bind(credentials, Map.of())
                                .verify(ours.request(), NOW.plusSeconds(4 * 3600)))
                .isEqualTo(Verdict.VERIFIED);
    }
}
