package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source, whatever its preset, may say that nothing makes two of its webhooks the same. */
class IdentitySettingTest {

    static Iterable<Preset> presets() {
        return PresetCatalogue.standard().all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetTakesIdentityNoneAndRefusesAnythingElse(Preset preset) {
        assertThat(faults(preset, "none")).isEmpty();
        assertThat(faults(preset, "declared")).isEmpty();
        assertThat(faults(preset, "sometimes"))
                .extracting(PresetViolation::field)
                .containsExactly("settings.identity");
    }

    /** Without the faults of the credentials, which this test does not give. */
    private static List<PresetViolation> faults(Preset preset, String identity) {
        return preset.validate(Credentials.none(), Map.of("identity", identity)).stream()
                .filter(violation -> violation.field().startsWith("settings.identity"))
                .toList();
    }
}
