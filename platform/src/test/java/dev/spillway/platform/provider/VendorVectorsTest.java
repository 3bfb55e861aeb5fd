package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that vendors published, or that their own libraries signed or accepted; {@code source}
 * says which.
 */
class VendorVectorsTest {

    /**
     * These meet their vendors' libraries, or their RFC's vectors, in tests of their own; {@code
     * none} has nothing to prove.
     */
    private static final Set<String> PROVEN_ELSEWHERE =
            Set.of("stripe", "sendgrid", "standard-webhooks", "hmac", "ses", "none");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    static Stream<Vector> vectors() {
        return PresetCatalogue.standard().all().stream().flatMap(VendorVectorsTest::vectorsOf);
    }

    @Test
    void everyPresetHasVectors() {
        assertThat(PresetCatalogue.standard().all())
                .extracting(Preset::id)
                .filteredOn(id -> !PROVEN_ELSEWHERE.contains(id))
                .allMatch(id -> vectors().anyMatch(vector -> vector.preset().id().equals(id)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void verifies(Vector vector) {
        assertThat(vector.verdict(vector.request().credentials(), vector.delivery()))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        vector.preset()
                                .identity(vector.request().settings())
                                .eventKey(vector.delivery().request()))
                .isEqualTo(vector.request().key());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesOnceItIsSpoilt(Vector vector) {
        Map<String, String> others = SampleCredentials.of(vector.preset(), "mallory").received();

        assertThat(vector.verdict(others, vector.delivery())).isInstanceOf(Verdict.Refused.class);
        if (vector.preset().scheme().coversBody()) {
            assertThat(
                            vector.verdict(
                                    vector.request().credentials(), vector.delivery().alterBody()))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    private static Stream<Vector> vectorsOf(Preset preset) {
        try (InputStream json =
                VendorVectorsTest.class.getResourceAsStream("vectors/" + preset.id() + ".json")) {
            return json == null
                    ? Stream.empty()
                    : Arrays.stream(MAPPER.readValue(json, Request[].class))
                            .map(request -> new Vector(preset, request));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    record Vector(Preset preset, Request request) {

        Delivery delivery() {
            Delivery delivery = Delivery.of(request.body());
            Optional.ofNullable(request.url()).ifPresent(delivery::url);
            request.headers().forEach(delivery::header);
            return delivery;
        }

        Verdict verdict(Map<String, String> credentials, Delivery delivery) {
            return preset.bind(Credentials.of(credentials), request.settings())
                    .verify(delivery.request(), request.at());
        }

        @Override
        public String toString() {
            return preset.id() + ": " + request.source();
        }
    }

    record Request(
            String source,
            Map<String, String> credentials,
            @Nullable Map<String, String> settings,
            Instant at,
            @Nullable String url,
            Map<String, String> headers,
            String body,
            @Nullable String eventKey) {

        Request {
            Objects.requireNonNull(source, "a vector says where it comes from");
            settings = settings == null ? Map.of() : settings;
        }

        Optional<String> key() {
            return Optional.ofNullable(eventKey);
        }
    }
}
