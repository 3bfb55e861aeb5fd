package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tokens, forms and signed bodies put together of the pieces that their grammars are made of. */
class HostileParserTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Property(tries = 1000)
    void noTokenIsTrustedOrThrows(
            @ForAll("tokens") String token, @ForAll("tokenReaders") Preset preset) {
        Delivery delivery = Delivery.of("{}").header("Authorization", "Bearer " + token);

        assertThat(Verifiers.of(preset).verify(delivery.request(), NOW))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Property(tries = 1000)
    void noBodyIsTrustedOrThrows(
            @ForAll("bodies") String body,
            @ForAll("contentTypes") String contentType,
            @ForAll("bodyReaders") Preset preset) {
        Delivery delivery = Delivery.of(body).header("Content-Type", contentType);

        assertThat(Verifiers.of(preset).verify(delivery.request(), NOW))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(preset.eventKey(delivery.request()).map(String::length).orElse(1))
                .isBetween(1, EventIdentity.MAX_KEY_LENGTH);
    }

    @Provide
    Arbitrary<Preset> tokenReaders() {
        return Arbitraries.of("jwt", "vonage").map(HostileParserTest::preset);
    }

    @Provide
    Arbitrary<Preset> bodyReaders() {
        return Arbitraries.of("mailgun", "adyen", "unisender-go").map(HostileParserTest::preset);
    }

    @Provide
    Arbitrary<String> tokens() {
        return joined(
                8,
                encoded("{\"alg\":\"HS256\"}"),
                encoded("{\"alg\":\"none\"}"),
                encoded("{\"exp\":1e400}"),
                encoded("{\"exp\":" + "9".repeat(400) + "}"),
                encoded("[".repeat(600)),
                encoded("{}"),
                ".",
                "..",
                "=",
                "é",
                "\u0000",
                "A",
                "-_");
    }

    @Provide
    Arbitrary<String> bodies() {
        return joined(
                16,
                "{\"signature\":",
                "{\"notificationItems\":",
                "{\"NotificationRequestItem\":",
                "\"additionalData\":{\"hmacSignature\":\"AAAA\"}",
                "{\"auth\":",
                "\"auth\":\"0123456789abcdef0123456789abcdef\"",
                "\"timestamp\":\"1795255200\"",
                "\"token\":\"x\"",
                "\"signature\":\"00\"",
                "timestamp=1795255200&",
                "token=%zz&",
                "token=x&",
                "signature=%",
                "--b",
                "\r\n",
                "\r\n\r\n",
                "Content-Disposition: form-data; name=\"token\"",
                "{",
                "}",
                "[",
                "]",
                ",",
                "null",
                "\"",
                "\u0000");
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of(
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "multipart/form-data; boundary=\"b",
                "multipart/form-data; boundary=",
                "multipart/form-data",
                "");
    }

    private static Arbitrary<String> joined(int most, String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(most).map(parts -> String.join("", parts));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }

    private static final class Verifiers {
        private static final Map<String, Verifier> BY_PRESET =
                List.of("jwt", "vonage", "mailgun", "adyen", "unisender-go").stream()
                        .collect(
                                Collectors.toMap(
                                        id -> id,
                                        id ->
                                                preset(id)
                                                        .bind(
                                                                SampleCredentials.of(
                                                                                preset(id), "acme")
                                                                        .credentials(),
                                                                Map.of())));

        private static Verifier of(Preset preset) {
            return BY_PRESET.get(preset.id());
        }
    }
}
