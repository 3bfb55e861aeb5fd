package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;

class BodyKeyTest {

    private final EventIdentity identity = identity("/id", "/data/0/uuid");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"evt_1\"}                            | evt_1",
                "{\"a\":{\"id\":\"inner\"},\"id\":7}           | 7",
                "{\"data\":[{\"uuid\":\"u\"},{\"uuid\":\"v\"}]}| u",
                "{\"id\":null,\"data\":[{\"uuid\":\"u\"}]}     | u",
                "{\"id\":\"first\",\"id\":\"second\"}          | first",
                "{\"id\":\"kept\", and then it breaks          | kept",
            })
    void readsTheFirstPointerThatLeadsToAScalar(String body, String key) {
        assertThat(identity.eventKey(Delivery.of(body).request())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "\"id\"",
                "id=7",
                "{\"id\":{}}",
                "{\"id\":true}",
                "{\"id\":\" \"}",
                "{\"ID\":1}"
            })
    void findsNoneWithoutComplaining(String body) {
        assertThat(identity.eventKey(Delivery.of(body).request())).isEmpty();
    }

    @Test
    void doesNotMindBytesThatAreNoText() {
        byte[] body = {'{', '"', (byte) 0xff, 0, (byte) 0xc3, '"', ':', '1', '}'};

        assertThat(identity.eventKey(Delivery.of(body).request())).isEmpty();
    }

    @Test
    void doesNotMindDepth() {
        assertThat(identity.eventKey(Delivery.of("[".repeat(500_000)).request())).isEmpty();
        assertThat(identity.eventKey(Delivery.of("{\"a\":".repeat(100_000)).request())).isEmpty();
    }

    @Test
    void takesALongerKeyThanTheStoreHoldsAsNone() {
        String longest = "k".repeat(EventIdentity.MAX_KEY_LENGTH);

        assertThat(identity.eventKey(Delivery.of("{\"id\":\"" + longest + "\"}").request()))
                .contains(longest);
        assertThat(identity.eventKey(Delivery.of("{\"id\":\"" + longest + "k\"}").request()))
                .isEmpty();
        assertThat(identity.eventKey(Delivery.of("{\"id\":" + "9".repeat(20_000) + "}").request()))
                .isEmpty();
    }

    private static EventIdentity identity(String... pointers) {
        List<JsonPointer> compiled = Stream.of(pointers).map(JsonPointer::compile).toList();
        return new EventIdentity(new BodyKey(compiled), true, true, Duration.ofHours(1));
    }
}
