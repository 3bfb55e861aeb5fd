package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever bytes a stranger sends: a verdict, never an exception, and never trust. */
class HostileRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Property(tries = 400)
    void noPresetThrowsOrTrusts(
            @ForAll("presets") Preset preset,
            @ForAll("headerValues") String[] values,
            @ForAll byte[] body) {
        Delivery delivery =
                Delivery.of(body).url("https://in.spillway.example/in/key?" + values[0]);
        int next = 0;
        for (String header : headersOf(preset)) {
            delivery.header(header, values[next++ % values.length])
                    .header(header, values[next++ % values.length]);
        }

        Verdict verdict = Verifiers.of(preset).verify(delivery.request(), NOW);

        assertThat(verdict).isNotEqualTo(Verdict.VERIFIED);
        assertThat(preset.eventKey(delivery.request()))
                .satisfiesAnyOf(
                        key -> assertThat(key).isEmpty(),
                        key ->
                                assertThat(key.orElseThrow())
                                        .hasSizeBetween(1, EventIdentity.MAX_KEY_LENGTH));
    }

    @Property(tries = 400)
    void noBodyMakesReadingItsKeyThrow(@ForAll("jsonLike") String body) {
        Preset stripe = PresetCatalogue.standard().find("stripe").orElseThrow();

        assertThat(stripe.eventKey(Delivery.of(body).request()).map(String::length).orElse(1))
                .isBetween(1, EventIdentity.MAX_KEY_LENGTH);
    }

    @Provide
    Arbitrary<Preset> presets() {
        return Arbitraries.of(PresetCatalogue.standard().all());
    }

    /**
     * Half at random, half of the pieces that grammars are made of, so that parsers are entered and
     * not just bounced off.
     */
    @Provide
    Arbitrary<String[]> headerValues() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                                "t=",
                                "v1=",
                                "v1,",
                                "v1a,",
                                "sha256=",
                                ",",
                                ";",
                                " ",
                                "=",
                                "==",
                                "-",
                                "1795255200",
                                "Basic ",
                                "Bearer ",
                                "token=",
                                "bodySHA256=",
                                "&",
                                "%",
                                "?",
                                "MEUCIGHQVtGj",
                                "MAYCAQECAQE=",
                                "MIGH",
                                "0",
                                "\u0000",
                                "\u00ff",
                                "ÿ",
                                "\ud800",
                                "İ")
                        .array(String[].class)
                        .ofMaxSize(12)
                        .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(200))
                .array(String[].class)
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"id\"",
                        ":",
                        ",",
                        "\"",
                        "\\u00",
                        "1e999999999",
                        "-",
                        "null",
                        "\"x\"",
                        "\ufeff",
                        " ")
                .array(String[].class)
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    private static Set<String> headersOf(Preset preset) {
        Set<String> headers = new TreeSet<>(preset.scheme().headers());
        headers.add("Authorization");
        return headers;
    }

    /** Made once each: a key pair a try would be slow. */
    private static final class Verifiers {
        private static final Map<String, Verifier> BY_PRESET =
                PresetCatalogue.standard().all().stream()
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        Preset::id,
                                        preset ->
                                                preset.bind(
                                                        SampleCredentials.of(preset, "acme")
                                                                .credentials(),
                                                        Map.of())));

        private static Verifier of(Preset preset) {
            return BY_PRESET.get(preset.id());
        }
    }
}
