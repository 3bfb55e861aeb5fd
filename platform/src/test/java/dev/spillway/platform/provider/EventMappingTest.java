package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.provider.EventMapping.Field;
import dev.spillway.platform.signature.Credentials;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;

class EventMappingTest {

    private static final Preset NONE = PresetCatalogue.standard().find("none").orElseThrow();

    @Test
    void mappingSaysWhereWhatIs() {
        EventMapping mapping =
                EventMapping.parse(
                        """
                        {"events": "/items", "channel": "email", "type": "/kind",
                         "types": {"open": "opened", "hard": "bounced"},
                         "rejectReasons": {"hard": "invalid"},
                         "occurredAt": "/at", "recipient": "/to/0", "amount": "/sum",
                         "currency": "EUR"}
                        """);

        assertThat(mapping.events()).isEqualTo(JsonPointer.compile("/items"));
        assertThat(mapping.channel()).isEqualTo("email");
        assertThat(mapping.types()).isEqualTo(Map.of("open", "opened", "hard", "bounced"));
        assertThat(mapping.rejectReasons()).isEqualTo(Map.of("hard", "invalid"));
        assertThat(mapping.fields())
                .containsOnlyKeys(Field.TYPE, Field.OCCURRED_AT, Field.RECIPIENT, Field.AMOUNT)
                .containsEntry(Field.RECIPIENT, JsonPointer.compile("/to/0"));
        assertThat(mapping.currency()).isEqualTo("EUR");
    }

    @Test
    void currencyMayBeAPointerToo() {
        EventMapping mapping =
                EventMapping.parse(
                        "{\"type\": \"/t\", \"types\": {\"a\": \"paid\"}, \"currency\": \"/c\"}");

        assertThat(mapping.currency()).isNull();
        assertThat(mapping.fields()).containsKey(Field.CURRENCY);
        assertThat(mapping.channel()).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    []                                                      | is no JSON object
                    {                                                       | is no JSON object
                    {"type": "/t", "type": "/u", "types": {"a": "paid"}}    | is no JSON object
                    {}                                                      | needs "type"
                    {"type": "/t"}                                          | needs "type"
                    {"types": {"a": "paid"}}                                | needs "type"
                    {"type": "t", "types": {"a": "paid"}}                   | "type" is a JSON pointer
                    {"type": 1, "types": {"a": "paid"}}                     | "type" is a text
                    {"type": "/t", "types": {"a": "eaten"}}                 | "types" has values of
                    {"type": "/t", "types": {"a": ["paid"]}}                | "types" has values of
                    {"type": "/t", "types": ["paid"]}                       | "types" is an object
                    {"type": "/t", "types": {"a": "paid"}, "who": "/w"}     | knows no "who"
                    {"type": "/t", "types": {"a": "paid"}, "channel": "tv"} | "channel" is one of
                    {"type": "/t", "types": {"a": "paid"}, "currency": "€"} | "currency" is a pointer or
                    """)
    void whatMapsNothingIsRefusedWithWhatToDo(String mapping, String message) {
        assertThatThrownBy(() -> EventMapping.parse(mapping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(NONE.validate(Credentials.of(Map.of()), Map.of("mapping", mapping)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("settings.mapping");
                    assertThat(violation.message()).contains(message);
                });
    }

    @Test
    void mappingIsNoneOfTheSchemesBusinessAndBounded() {
        Map<String, String> settings =
                Map.of("mapping", "{\"type\": \"/t\", \"types\": {\"a\": \"paid\"}}");

        assertThat(NONE.validate(Credentials.of(Map.of()), settings)).isEmpty();
        assertThat(NONE.identity(settings).horizon()).isEqualTo(NONE.identity().horizon());
        assertThat(
                        NONE.validate(
                                Credentials.of(Map.of()),
                                Map.of("mapping", "{" + " ".repeat(4000))))
                .extracting(PresetViolation::message)
                .containsExactly("is longer than 4000 characters");
    }
}
