package dev.spillway.platform.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a stranger asks: an answer or none, never an exception, and nothing that is a page. */
class HostileHandshakeTest {

    private static final Credentials CREDENTIALS =
            Credentials.of(Map.of("secret", "s3cret", "verifyToken", "v3rify", "token", "t0ken"));
    private static final int LONGEST = 4096;

    @Property(tries = 600)
    void noHandshakeThrowsOrTellsASecretOrMakesAPage(
            @ForAll("presets") Preset preset,
            @ForAll("methods") String method,
            @ForAll("texts") String query,
            @ForAll("texts") String header,
            @ForAll("texts") String body) {
        RequestHeaders headers = _ -> List.of(header, query);
        SignedRequest request =
                new SignedRequest(
                        method,
                        "https://in.spillway.example/in/key?" + query,
                        headers,
                        body.getBytes(StandardCharsets.UTF_8));

        preset.handshake().orElseThrow().answer(request, CREDENTIALS).ifPresent(this::isHarmless);
    }

    private void isHarmless(HandshakeReply reply) {
        if (reply instanceof HandshakeReply.Answered answered) {
            assertThat(answered.contentType())
                    .isIn(null, "text/plain;charset=utf-8", "application/json");
            assertThat(answered.contentType() == null).isEqualTo(answered.body().isEmpty());
            assertThat(answered.body()).doesNotContain("s3cret", "v3rify", "t0ken");
            assertThat(answered.body()).hasSizeLessThan(LONGEST);
            assertThat(answered.headers().values())
                    .allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c < 127));
        }
    }

    @Provide
    Arbitrary<Preset> presets() {
        return Arbitraries.of(
                PresetCatalogue.standard().all().stream()
                        .filter(preset -> preset.handshake().isPresent())
                        .toList());
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "POST", "PUT");
    }

    /** Half at random, half of the pieces that questions are made of. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                                "hub.mode=subscribe",
                                "hub.verify_token=",
                                "hub.challenge=",
                                "crc_token=",
                                "validationToken=",
                                "token=",
                                "webhook_id=",
                                "mandrill_events=[]",
                                "{\"type\":\"url_verification\",",
                                "\"challenge\":\"",
                                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"a\"}}",
                                "[{\"msys\":{}}]",
                                "\"}",
                                "&",
                                "=",
                                "%",
                                "%00",
                                "%0d%0a",
                                "<script>",
                                "\r\n",
                                "1e999999999",
                                "{\"type\":1e9999999999}",
                                "[[[[",
                                "17",
                                "\ud800")
                        .array(String[].class)
                        .ofMaxSize(8)
                        .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(200));
    }
}
