package dev.spillway.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.identity.Identity;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.Normalisers;
import dev.spillway.worker.normalise.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a webhook that was normalised again says of who was counted. */
class RevisionTest {

    private static final int MOST = 10_000;
    private static final int FIRST = 1_763_700_000; // by the clock, in seconds
    private static final LocalDate EXPIRY = LocalDate.of(2027, 1, 1);
    private static final TenantFixture TENANT =
            new TenantFixture(Ids.next(), Ids.next(), "sendgrid");

    @Test
    void peopleAreFoundGoneAmongAsManyEventsAsAWebhookMayHold() {
        Revision revision = revision(events(0, MOST), events(MOST / 2, MOST));

        List<EventFacts> gone = revision.peopleGone();

        assertThat(gone).hasSize(MOST / 2);
        assertThat(gone.getLast().occurredAt())
                .isEqualTo(Instant.ofEpochSecond(FIRST + MOST / 2 - 1));
    }

    private static List<FoundEvent> events(int from, int count) {
        String body =
                IntStream.range(FIRST + from, FIRST + from + count)
                        .mapToObj(
                                """
                                {"event":"open","timestamp":%d,"marketing_campaign_name":"Spring"}\
                                """
                                        ::formatted)
                        .collect(Collectors.joining(",", "[", "]"));
        List<FoundEvent> found = new ArrayList<>();
        for (NormalisedEvent event :
                Normalisers.standard().normalise(TENANT.webhook().body(body).build()).events()) {
            found.add(new FoundEvent(Ids.next(), found.size(), event, null, null));
        }
        return found;
    }

    private static Revision revision(List<FoundEvent> before, List<FoundEvent> now) {
        UUID webhookId = Ids.next();
        List<KnownEvent> known =
                before.stream()
                        .map(event ->
                                new KnownEvent(
                                        webhookId,
                                        event.ordinal(),
                                        event.id(),
                                        EXPIRY,
                                        EventFacts.of(event)))
                        .toList();
        Reading.Storable reading =
                new Reading.Storable(
                        new Claim(Identity.of(new byte[32]), Instant.EPOCH, Instant.EPOCH),
                        Outcome.NORMALISED,
                        EXPIRY,
                        EXPIRY,
                        now);
        Received received =
                new Received(TENANT.id(), Ids.next(), TENANT.webhook().build(), reading);
        StoredWebhook stored =
                new StoredWebhook(TENANT.id(), EXPIRY, null, TENANT.webhook().build());
        return Revision.of(received, stored, Outcome.NORMALISED, known);
    }
}
