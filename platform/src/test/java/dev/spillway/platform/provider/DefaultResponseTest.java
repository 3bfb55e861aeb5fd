package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each vendor hears for a webhook where no setting says so: ADR 0007 has the why. */
class DefaultResponseTest {

    private static final PresetResponse EMPTY = new PresetResponse(200, null, "");
    private static final PresetResponse NO_INSTRUCTIONS =
            new PresetResponse(200, "text/xml;charset=UTF-8", "<Response/>");

    private static final Map<String, PresetResponse> SPECIAL =
            Map.of(
                    "adyen", new PresetResponse(200, "text/plain;charset=UTF-8", "[accepted]"),
                    "microsoft-graph", new PresetResponse(202, null, ""),
                    "plivo", NO_INSTRUCTIONS,
                    "slack", EMPTY,
                    "twilio", NO_INSTRUCTIONS,
                    "vonage", EMPTY);

    static Stream<Preset> presets() {
        return PresetCatalogue.standard().all().stream();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void answersWithTheWebhooksIdUnlessItsVendorWantsSomethingElse(Preset preset) {
        assertThat(preset.response())
                .isEqualTo(SPECIAL.getOrDefault(preset.id(), PresetResponse.STANDARD));
    }
}
