package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.provider.EventMapping;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedNormaliserTest {

    private static final String MAPPING =
            """
            {"events": "/items", "channel": "email", "type": "/kind",
             "types": {"open": "opened", "hard": "bounced", "sale": "ordered"},
             "rejectReasons": {"hard": "invalid"},
             "occurredAt": "/at", "recipient": "/to/0", "campaign": "/list~1name",
             "tags": "/labels", "machine": "/bot", "url": "/link", "messageId": "/msg/id",
             "userAgent": "/ua", "description": "/why", "amount": "/sum", "currency": "/cur",
             "id": "/id"}
            """;

    private final Normalisers normalisers = Normalisers.standard();

    @Test
    void eventsAreReadWhereTheTenantSaysTheyAre() {
        List<NormalisedEvent> events =
                normalise(
                                """
                                {"items": [
                                  {"kind": "open", "at": 1795255190250, "to": ["Ana <ana@acme.example>"],
                                   "list/name": "autumn", "labels": ["a", "b"], "bot": true,
                                   "link": "https://shop.example/", "msg": {"id": 7}, "ua": "x", "id": "e1"},
                                  {"kind": "hard", "at": "2026-11-21T09:59:50Z", "why": "550"},
                                  {"kind": "sale", "sum": 12.5, "cur": "eur"},
                                  {"kind": "else"}, 17]}
                                """)
                        .events();

        assertThat(events)
                .extracting(NormalisedEvent::type)
                .containsExactly(
                        EventType.OPENED,
                        EventType.BOUNCED,
                        EventType.ORDERED,
                        EventType.UNKNOWN,
                        EventType.UNKNOWN);
        NormalisedEvent open = events.getFirst();
        assertThat(open.channel()).isEqualTo(Channel.EMAIL);
        assertThat(open.occurredAt()).isEqualTo(Instant.parse("2026-11-21T09:59:50.250Z"));
        assertThat(open.recipient()).isEqualTo("ana@acme.example");
        assertThat(open.campaign()).isEqualTo("autumn");
        assertThat(open.tags()).containsExactly("a", "b");
        assertThat(open.machine()).isTrue();
        assertThat(open.messageId()).isEqualTo("7");
        assertThat(open.providerEventId()).isEqualTo("e1");
        assertThat(events.get(1).rejectReason()).isEqualTo(RejectReason.INVALID);
        assertThat(events.get(1).suppresses()).isTrue();
        assertThat(events.get(2).amount()).isEqualTo(new Money(1250, "EUR"));
        assertThat(events.get(3).description()).isEqualTo("else");
    }

    @ParameterizedTest
    @CsvSource({
        "12.3456789, 1235",
        "1.5E7, 1500000000",
        "15000000.0, 1500000000",
        "90071992547409.93, 9007199254740993",
        "92233720368547758.07, 9223372036854775807"
    })
    void amountThatIsANumberIsReadToItsLastDigit(String number, long units) {
        List<NormalisedEvent> events =
                normalise(
                                "{\"items\": [{\"kind\": \"sale\", \"sum\": %s, \"cur\": \"EUR\"}]}"
                                        .formatted(number))
                        .events();

        assertThat(events)
                .extracting(NormalisedEvent::amount)
                .containsExactly(new Money(units, "EUR"));
    }

    @Test
    void bodyWithoutTheEventsThatWereExpectedIsOneUnknownEvent() {
        assertThat(normalise("{\"other\": 1}").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(normalise("{").outcome()).isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void mappingGoesBeforeWhatIsKnownOfTheVendor() {
        EventMapping mapping =
                EventMapping.parse("{\"type\": \"/type\", \"types\": {\"a\": \"paid\"}}");

        Normalised normalised =
                normalisers.normalise(
                        new WebhookBuilder(Ids.next(), "stripe").body("{\"type\": \"a\"}").build(),
                        mapping);

        assertThat(normalised.events())
                .extracting(NormalisedEvent::type)
                .containsExactly(EventType.PAID);
    }

    @Test
    void mappingsKnowTheTypesChannelsAndReasonsThatEventsHave() {
        assertThat(EventMapping.TYPES)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::code).toList());
        assertThat(EventMapping.CHANNELS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Channel.values()).map(Channel::code).toList());
        assertThat(EventMapping.REJECT_REASONS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RejectReason.values()).map(RejectReason::code).toList());
    }

    private Normalised normalise(String body) {
        return normalisers.normalise(
                new WebhookBuilder(Ids.next(), "hmac").body(body).build(),
                EventMapping.parse(MAPPING));
    }
}
