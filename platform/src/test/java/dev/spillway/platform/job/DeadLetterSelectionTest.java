package dev.spillway.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The form in which the app writes it, and in which any worker, older or newer, reads it. */
class DeadLetterSelectionTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void whatIsWrittenIsRead() {
        for (DeadLetterSelection selection :
                List.of(
                        DeadLetterSelection.all(NOON),
                        DeadLetterSelection.of(List.of(Ids.next(), Ids.next()), NOON),
                        new DeadLetterSelection(null, "data_refused", Ids.next(), NOON, NOON, null)
                                .because("not ours"))) {
            assertThat(JSON.readValue(JSON.writeValueAsString(selection), selection.getClass()))
                    .isEqualTo(selection);
        }
    }

    @Test
    void jobsThatWaitAreReadInTheFormTheyWereWrittenIn() {
        String written =
                """
                {"ids": ["0199a6c1-2f00-7a31-9d52-3a1c54e0b7aa"], "reason": null, "source": null, "from": null,
                 "to": "2026-11-21T12:00:00.123Z", "because": "not ours", "later": "a newer app's"}
                """;

        assertThat(JSON.readValue(written, DeadLetterSelection.class))
                .isEqualTo(
                        DeadLetterSelection.of(
                                        List.of(
                                                UUID.fromString(
                                                        "0199a6c1-2f00-7a31-9d52-3a1c54e0b7aa")),
                                        NOON)
                                .because("not ours"));
    }

    @Test
    void kindsKeepTheirNames() {
        assertThat(JobKind.values())
                .extracting(JobKind::code)
                .contains("dead_letter_replay", "dead_letter_discard");
        assertThat(JobKind.find("dead_letter_replay")).contains(JobKind.DEAD_LETTER_REPLAY);
        assertThat(JobKind.find("from_the_future")).isEmpty();
    }
}
