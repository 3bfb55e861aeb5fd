package dev.spillway.platform.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceSettingsTest {

    @Test
    void scalarsBecomeTextAndTheRestIsLeftToOthers() {
        assertThat(
                        SourceSettings.parse(
                                """
                                {"header": "X-Sig", "toleranceSeconds": 60, "flag": true,
                                 "mapping": {"type": "/type"}, "nothing": null}
                                """))
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("header", "X-Sig"),
                        org.assertj.core.api.Assertions.entry("toleranceSeconds", "60"),
                        org.assertj.core.api.Assertions.entry("flag", "true"));
    }
}
