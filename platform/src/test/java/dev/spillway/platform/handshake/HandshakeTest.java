package dev.spillway.platform.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.handshake.HandshakeEffect.ConfirmSubscription;
import dev.spillway.platform.handshake.HandshakeEffect.LearnSecret;
import dev.spillway.platform.handshake.HandshakeReply.Answered;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each vendor asks, and what it hears; who it has to be is the door's affair. */
class HandshakeTest {

    private static final Credentials CREDENTIALS =
            Credentials.of(Map.of("secret", "123456", "verifyToken", "meatyhamhock"));

    private static Optional<HandshakeReply> ask(
            String provider,
            String method,
            String query,
            Map<String, String> headers,
            String body) {
        RequestHeaders given =
                name ->
                        headers.entrySet().stream()
                                .filter(header -> header.getKey().equalsIgnoreCase(name))
                                .map(Map.Entry::getValue)
                                .toList();
        return PresetCatalogue.standard()
                .find(provider)
                .flatMap(preset -> preset.handshake())
                .orElseThrow()
                .answer(
                        new SignedRequest(
                                method,
                                "https://in.spillway.example/in/key" + query,
                                given,
                                body.getBytes(StandardCharsets.UTF_8)),
                        CREDENTIALS);
    }

    private static Optional<HandshakeReply> post(String provider, String body) {
        return ask(provider, "POST", "", Map.of(), body);
    }

    private static Optional<HandshakeReply> get(String provider, String query) {
        return ask(provider, "GET", query, Map.of(), "");
    }

    @Test
    void zoomHearsItsTokenAndTheTokenSigned() {
        assertThat(
                        post(
                                "zoom",
                                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"}}"))
                .contains(
                        HandshakeReply.json(
                                Map.of(
                                        "plainToken",
                                        "qgg8vlvZRS6UYooatFL8Aw",
                                        "encryptedToken",
                                        "1e67187e50a5ca19fc8a70ada83b125475cd48311008c2c13c0b183b0245bf02")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"event\":\"meeting.started\",\"payload\":{\"plainToken\":\"a\"}}",
                "{\"event\":\"endpoint.url_validation\"}",
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":7}}",
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"\"}}",
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"v0:1:{}\"}}",
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"ÿ\"}}"
            })
    void zoomGetsNothingElseSigned(String body) {
        assertThat(post("zoom", body)).isEmpty();
    }

    @Test
    void slackHearsItsChallengeAsJson() {
        assertThat(post("slack", "{\"type\":\"url_verification\",\"challenge\":\"3eZb\"}"))
                .contains(HandshakeReply.json(Map.of("challenge", "3eZb")));
        assertThat(post("slack", "{\"type\":\"event_callback\",\"challenge\":\"3eZb\"}")).isEmpty();
        assertThat(post("slack", "{\"type\":\"url_verification\",\"challenge\":{}}")).isEmpty();
        assertThat(
                        post(
                                "slack",
                                "{\"type\":\"url_verification\",\"challenge\":\"%s\"}"
                                        .formatted("x".repeat(1025))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'?hub.mode=subscribe&hub.challenge=11&hub.verify_token=meatyhamhock',      11",
        "'?hub.verify_token=meatyhamhock&hub.challenge=a%3Cb&hub.mode=subscribe',   a<b",
        "'?hub.mode=subscribe&hub.verify_token=meatyhamhock',                       ",
        "'?hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=%00',     ",
        "'?hub.mode=unsubscribe&hub.challenge=11&hub.verify_token=meatyhamhock',    ",
        "'?hub.challenge=11&hub.verify_token=meatyhamhock',                         ",
        "'',                                                                        ",
    })
    void metaHearsItsChallengeAsPlainText(String query, String challenge) {
        assertThat(get("meta", query))
                .isEqualTo(Optional.ofNullable(challenge).map(HandshakeReply::text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&hub.verify_token=", "&hub.verify_token=Meatyhamhock"})
    void metaIsDeniedWithoutItsToken(String token) {
        assertThat(get("meta", "?hub.mode=subscribe&hub.challenge=11" + token))
                .contains(HandshakeReply.denied(Reason.CREDENTIALS_INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "NTlhMjU4ZjE,           true",
        "a-b_c%2Bd%2Fe%3D,      true",
        "'',                    false",
        "%7B%22a%22%3A1%7D,     false",
        "two+words,             false",
        "%C3%A9,                false",
    })
    void xGetsATokenSignedAndNoEvent(String token, boolean signed) {
        assertThat(get("x", "?crc_token=" + token).isPresent()).isEqualTo(signed);
        assertThat(ask("x", "POST", "?crc_token=" + token, Map.of(), "")).isEmpty();
    }

    @Test
    void tokensAreSignedUpToALength() {
        assertThat(get("x", "?crc_token=" + "a".repeat(256))).isPresent();
        assertThat(get("x", "?crc_token=" + "a".repeat(257))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "webhook_id=17                    | true",
                "webhook_id=17&x=1                | false",
                "webhook_id=                      | false",
                "webhook_id=1a                    | false",
                "{\"webhook_id\":17}              | false",
                "webhook_id=123456789012345678901 | false",
            })
    void wooCommercePingsWithANumberAndNothingElse(String body, boolean isPing) {
        assertThat(post("woocommerce", body).isPresent()).isEqualTo(isPing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"msys\":{}}]                 | true",
                "[ { \"msys\" : { } } ]          | true",
                "[{\"msys\":{}},{\"msys\":{}}]   | false",
                "[{\"msys\":{\"a\":{}}}]         | false",
                "[{\"msys\":{},\"a\":1}]         | false",
                "{\"msys\":{}}                   | false",
                "[]                              | false",
            })
    void sparkPostPingsWithNoEvent(String body, boolean isPing) {
        assertThat(post("sparkpost", body).isPresent()).isEqualTo(isPing);
    }

    @Test
    void asanaHearsItsSecretOnceItIsLearnt() {
        Answered reply =
                (Answered)
                        ask("asana", "POST", "", Map.of("x-hook-secret", " b537207f "), "")
                                .orElseThrow();

        assertThat(reply.headers()).containsExactly(Map.entry("X-Hook-Secret", "b537207f"));
        assertThat(reply.effect()).contains(new LearnSecret("secret", "b537207f"));
        assertThat(List.of(reply.toString(), reply.effect().toString()))
                .noneMatch(text -> text.contains("b537207f"));
        assertThat(ask("asana", "POST", "", Map.of("X-Hook-Secret", "x".repeat(257)), ""))
                .isEmpty();
        assertThat(ask("asana", "POST", "", Map.of("X-Hook-Secret", " "), "")).isEmpty();
        assertThat(post("asana", "{}")).isEmpty();
    }

    @Test
    void microsoftHearsItsTokenUnescaped() {
        assertThat(ask("microsoft-graph", "POST", "?validationToken=a+b%3A%2F", Map.of(), ""))
                .contains(HandshakeReply.text("a b:/"));
        assertThat(ask("microsoft-graph", "POST", "?validationToken=%0d%0aX:1", Map.of(), ""))
                .isEmpty();
    }

    @Test
    void aSubscriptionsAddressHidesItsToken() {
        assertThat(
                        new ConfirmSubscription(
                                        URI.create("https://sns.eu-1.amazonaws.com/?Token=t0ken"))
                                .toString())
                .doesNotContain("t0ken");
    }
}
