package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "X-GZIP", "deflate", "br", "zstd", "gzip, br", ""})
    void registeredCodingsAreKnown(String line) {
        assertThat(ContentCodings.areKnown(List.of(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rot13", "gzip, rot13", "gzip;q=1", "aes128gcm"})
    void othersAreNot(String line) {
        assertThat(ContentCodings.areKnown(List.of(line))).isFalse();
    }

    @Test
    void noLineIsNoCoding() {
        assertThat(ContentCodings.areKnown(List.of())).isTrue();
        assertThat(ContentCodings.areKnown(List.of("gzip", "rot13"))).isFalse();
    }
}
