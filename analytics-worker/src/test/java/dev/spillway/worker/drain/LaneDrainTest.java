package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.worker.archive.MessageArchive;
import dev.spillway.worker.turn.Lane;
import dev.spillway.worker.turn.Turns;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class LaneDrainTest {

    private final Turns<Delivery> turns = new Turns<>(1, 1);
    private final InFlight inFlight = new InFlight();
    private final Settlement settlement =
            new Settlement(
                    inFlight,
                    new Held(inFlight, Clock.systemUTC()),
                    MessageArchive.OFF,
                    new SimpleMeterRegistry(),
                    new DrainProperties.HandBack(Duration.ZERO, Duration.ZERO));

    /**
     * Neither is what a call to SQS fails with; either would end the thread, and nobody sees it.
     */
    @Test
    void receiverGoesOnWhateverEndsIt() {
        AtomicInteger calls = new AtomicInteger();
        LaneQueue queue =
                DeliveryFixture.queue(
                        Lane.MAIN,
                        false,
                        new DeliveryFixture.Unreachable() {
                            @Override
                            public ReceiveMessageResponse receiveMessage(
                                    Consumer<ReceiveMessageRequest.Builder> request) {
                                return switch (calls.incrementAndGet()) {
                                    case 1 -> throw new IllegalStateException("closed for a while");
                                    case 2 -> throw new StackOverflowError();
                                    case 3 -> one();
                                    default -> never();
                                };
                            }
                        });
        LaneDrain drain = drain(queue);

        drain.start();

        await().until(() -> turns.waiting() == 1);
        assertThat(inFlight.size()).isEqualTo(1);
        drain.stop(Duration.ofMillis(1));
    }

    private static ReceiveMessageResponse one() {
        Message message = Message.builder().messageId("m").receiptHandle("h").body("text").build();
        return ReceiveMessageResponse.builder().messages(message).build();
    }

    private static ReceiveMessageResponse never() {
        return new CompletableFuture<ReceiveMessageResponse>().join();
    }

    private LaneDrain drain(LaneQueue queue) {
        Backoff pauses = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        Rhythm rhythm = new Rhythm(Duration.ZERO, 0);
        Receiver receiver =
                new Receiver(
                        queue,
                        new ReceivedMark(),
                        new InFlight.Room(10, 1_000),
                        inFlight,
                        turns,
                        new Gates(
                                new StallGate(pauses, RandomGenerator.getDefault()),
                                new StallGate(pauses, RandomGenerator.getDefault())),
                        settlement,
                        rhythm,
                        rhythm.steady());
        return new LaneDrain(
                List.of(receiver), List.of(), turns, inFlight, settlement, Duration.ofMinutes(1));
    }
}
