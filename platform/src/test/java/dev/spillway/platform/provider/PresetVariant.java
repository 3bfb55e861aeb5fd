package dev.spillway.platform.provider;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.SchemeDefinition;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One way in which a preset's vendor signs: the usual one, or another that a setting chooses. */
record PresetVariant(Preset preset, Map<String, String> settings, SignatureScheme scheme) {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** Every way of every preset, the usual one first. */
    static Stream<PresetVariant> all() {
        return PresetCatalogue.standard().all().stream().flatMap(PresetVariant::of);
    }

    /** As the entries have them, so that a variant is held to the contract by being written. */
    private static Stream<PresetVariant> of(Preset preset) {
        return Stream.concat(
                Stream.of(new PresetVariant(preset, Map.of(), preset.scheme())),
                entry(preset).path("variants").valueStream().map(variant -> of(preset, variant)));
    }

    private static PresetVariant of(Preset preset, JsonNode variant) {
        Map<String, String> authentication =
                variant.path("authentication")
                        .propertyStream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, each -> each.getValue().asString()));
        return new PresetVariant(
                preset,
                Map.of(variant.path("setting").asString(), variant.path("value").asString()),
                new SchemeDefinition(authentication).compile());
    }

    private static JsonNode entry(Preset preset) {
        try (InputStream json =
                Preset.class.getResourceAsStream("presets/" + preset.id() + ".json")) {
            return JsonMapper.shared().readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    SampleCredentials sample(String seed) {
        return SampleCredentials.of(preset, seed);
    }

    Delivery signed(SampleCredentials sample) {
        return signed(sample, SampleBodies.of(preset).getBytes(StandardCharsets.UTF_8));
    }

    Delivery signed(SampleCredentials sample, byte[] body) {
        return Delivery.of(body).signed(preset.signer(sample.signing(), settings), NOW);
    }

    Verifier bind(Credentials credentials) {
        return preset.bind(credentials, settings);
    }

    Verdict verdict(Credentials credentials, Delivery delivery) {
        return bind(credentials).verify(delivery.request(), NOW);
    }

    /** Not where a token says itself until when it counts: MessageBirdTokenTest knows of that. */
    boolean isBoundByTolerance() {
        return scheme.timestamped() && !settings.containsValue("messagebird-jwt");
    }

    /** What the vendor adds to a request when it signs this way. */
    Set<String> signedHeaders() {
        return signed(sample("acme")).headers().keySet();
    }

    String signatureHeader() {
        return scheme.headers().stream()
                .findFirst()
                .orElseGet(() -> signedHeaders().iterator().next());
    }

    /** Rather than naming its sender alone; Plivo signs its messages' URL and not their body. */
    boolean isSigned() {
        return scheme.coversBody() || scheme.coversMessageId() || !scheme.headers().isEmpty();
    }

    Reason invalid() {
        return isSigned() ? Reason.SIGNATURE_INVALID : Reason.CREDENTIALS_INVALID;
    }

    @Override
    public String toString() {
        return preset.id() + (settings.isEmpty() ? "" : " " + settings);
    }
}
