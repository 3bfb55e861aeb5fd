package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.signature.Credentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every source, whatever its preset, may say what its vendor is to hear. */
class ResponseSettingsTest {

    private static final Preset NONE = preset("none");

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }

    static Iterable<Preset> presets() {
        return PresetCatalogue.standard().all();
    }

    private static List<String> faults(Map<String, String> settings) {
        return NONE.validate(Credentials.none(), settings).stream()
                .map(fault -> fault.field() + " " + fault.message())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetTakesThemAndAnswersAsItIsUsedToWithoutThem(Preset preset) {
        assertThat(preset.response(Map.of())).isEqualTo(preset.response());
        assertThat(preset.response(Map.of("responseStatus", "204")))
                .isEqualTo(new PresetResponse(204, null, ""));
    }

    @Test
    void statusTypeAndBodyAreEachSetOrLeftAsTheyWere() {
        assertThat(NONE.response(Map.of("responseStatus", "202")))
                .isEqualTo(new PresetResponse(202, "application/json", "{\"id\":\"{{id}}\"}"));
        assertThat(NONE.response(Map.of("responseBody", "")))
                .isEqualTo(new PresetResponse(200, null, ""));
        assertThat(NONE.response(Map.of("responseType", "text/xml", "responseBody", "<Response/>")))
                .isEqualTo(new PresetResponse(200, "text/xml;charset=UTF-8", "<Response/>"));
        assertThat(NONE.response(Map.of("responseBody", "{\"ok\": \"{{id}}\"}")))
                .isEqualTo(new PresetResponse(200, "application/json", "{\"ok\": \"{{id}}\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"199", "300", "500", "20", "2000", "", "ok", "+200", "2O0"})
    void statusThatSaysNoIsRefused(String status) {
        assertThat(faults(Map.of("responseStatus", status)))
                .containsExactly("settings.responseStatus is a status from 200 to 299");
        assertThatThrownBy(() -> NONE.response(Map.of("responseStatus", status)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "image/svg+xml", "text/plain\r\nSet-Cookie: a=b", "*/*", ""})
    void typeThatABrowserMightRunIsRefused(String type) {
        assertThat(faults(Map.of("responseType", type)))
                .singleElement()
                .asString()
                .startsWith("settings.responseType is one of");
    }

    @Test
    void bodyHasAThousandCharactersAtMost() {
        Map<String, String> longest =
                Map.of("responseType", "text/plain", "responseBody", "é".repeat(1000));
        Map<String, String> longer =
                Map.of("responseType", "text/plain", "responseBody", "é".repeat(1001));

        assertThat(faults(longest)).isEmpty();
        assertThat(faults(longer))
                .containsExactly("settings.responseBody is longer than 1000 characters");
    }

    @Test
    void bodyFitsItsStatusAndItsType() {
        assertThat(faults(Map.of("responseStatus", "204", "responseBody", "ok")))
                .containsExactly("settings.responseBody cannot go with status 204");
        assertThat(faults(Map.of("responseBody", "ok")))
                .containsExactly("settings.responseBody is not JSON");
        assertThat(faults(Map.of("responseBody", "a\u0000b", "responseType", "text/plain")))
                .containsExactly("settings.responseBody holds a character that cannot be printed");
        assertThat(faults(Map.of("responseBody", "ok", "responseType", "text/plain"))).isEmpty();
    }
}
