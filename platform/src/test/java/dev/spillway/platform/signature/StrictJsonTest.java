package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "17",
                "{\"a\": 1} {}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1e9999999999}",
                "{\"a\": [-1.5e-9999999999]}",
                "1e99999999917"
            })
    void whatCannotBeTrustedToMeanOneThingIsNoObject(String json) {
        assertThat(StrictJson.object(bytes(json))).isEmpty();
    }

    @Test
    void aDecimalKeepsItsDigits() {
        assertThat(StrictJson.object(bytes("{\"a\": 12345678901234567.890}")))
                .hasValueSatisfying(object ->
                        assertThat(StrictJson.text(object, "a"))
                                .isEqualTo("12345678901234567.890"));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
