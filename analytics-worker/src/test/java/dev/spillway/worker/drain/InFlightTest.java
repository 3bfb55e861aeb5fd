package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.turn.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InFlight.Room MOST = new InFlight.Room(5, 1_000);

    private final InFlight inFlight = new InFlight();
    private final LaneQueue main = DeliveryFixture.queue(Lane.MAIN);
    private final LaneQueue overflow = DeliveryFixture.queue(Lane.OVERFLOW);
    private final LaneQueue givenUp = DeliveryFixture.givenUp(Lane.OVERFLOW);

    private List<Delivery> receive(LaneQueue queue, int count, int bytes, Duration age) {
        List<Delivery> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(DeliveryFixture.of(queue, Ids.next(), "x".repeat(bytes), NOW.minus(age)));
        }
        inFlight.add(received);
        return received;
    }

    @Test
    void whatOneQueueHoldsTakesNothingFromAnother() {
        List<Delivery> large = receive(main, 2, 600, Duration.ZERO);
        assertThat(inFlight.hasRoom(main, MOST)).isFalse();
        assertThat(inFlight.hasRoom(overflow, MOST)).isTrue();
        assertThat(inFlight.hasRoom(givenUp, MOST)).isTrue();

        inFlight.remove(large.subList(0, 1));
        inFlight.remove(large.subList(0, 1)); // settled twice, it gives back its room once
        assertThat(inFlight.hasRoom(main, MOST)).isTrue();

        receive(main, 4, 1, Duration.ZERO);
        assertThat(inFlight.hasRoom(main, MOST)).isFalse();
        assertThat(inFlight.size()).isEqualTo(5);
    }

    @Test
    void oldestIsThatOfItsLaneAndWhatSqsGaveUpIsOfNone() {
        assertThat(inFlight.oldest(Lane.OVERFLOW)).isEmpty();

        receive(givenUp, 1, 1, Duration.ofDays(14));
        assertThat(inFlight.oldest(Lane.OVERFLOW)).isEmpty();

        receive(main, 1, 1, Duration.ofMinutes(3));
        receive(main, 1, 1, Duration.ofMinutes(5));
        receive(overflow, 1, 1, Duration.ofHours(25));
        List<Delivery> oldest = receive(overflow, 1, 1, Duration.ofHours(30));
        receive(overflow, 1, 1, Duration.ofHours(-1));
        assertThat(inFlight.oldest(Lane.MAIN)).contains(NOW.minus(Duration.ofMinutes(5)));
        assertThat(inFlight.oldest(Lane.OVERFLOW)).contains(NOW.minus(Duration.ofHours(30)));

        inFlight.remove(oldest);
        assertThat(inFlight.oldest(Lane.OVERFLOW)).contains(NOW.minus(Duration.ofHours(25)));
    }
}
