package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/in/key,               key,           ''",
        "/in/key/,              key,           /",
        "/in/key/a/b,           key,           /a/b",
        "/in/key/a%2Fb/../c,    key,           /a%2Fb/../c",
        "/in/key//x,            key,           //x",
        "/in/,                  '',            ''",
        "/in/key;jsessionid=1,  key;jsessionid=1, ''",
        "/in/%6Bey,             %6Bey,         ''",
    })
    void keyAndSuffixAreTakenAsTheyCame(String uri, String key, String suffix) {
        assertThat(IngestPath.of(uri)).contains(new IngestPath(key, suffix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/in", "/inn/key", "/x/../in/key", "//in/key", "/%69n/key", ""})
    void whatOnlyNormalisesToADoorIsNone(String uri) {
        assertThat(IngestPath.of(uri)).isEmpty();
    }
}
