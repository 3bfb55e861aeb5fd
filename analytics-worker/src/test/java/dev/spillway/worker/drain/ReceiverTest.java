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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** How often a receiver asks. */
class ReceiverTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger calls = new AtomicInteger();
    private final Turns<Delivery> turns = new Turns<>(1, 1);
    private final InFlight inFlight = new InFlight();

    @AfterEach
    void close() {
        turns.close();
    }

    /** Each call costs both sides much the same, however little it brings. */
    @Test
    void restsAfterAReceiveThatWasNotFull() {
        Thread receiving = start(List.of(10, 10, 9), NEVER);

        await().until(() ->
                turns.waiting() == 29 && receiving.getState() == Thread.State.TIMED_WAITING);

        assertThat(calls).hasValue(3);
        receiving.interrupt();
    }

    @Test
    void goesOnAfterTheRest() {
        Thread receiving = start(List.of(1, 0, 1), Duration.ofMillis(1));

        await().until(() -> turns.waiting() == 2);

        receiving.interrupt();
    }

    /** Receives that bring so many each, and then none that ends. */
    private Thread start(List<Integer> received, Duration gathering) {
        LaneQueue queue =
                DeliveryFixture.queue(
                        Lane.MAIN,
                        false,
                        new DeliveryFixture.Unreachable() {
                            @Override
                            public ReceiveMessageResponse receiveMessage(
                                    Consumer<ReceiveMessageRequest.Builder> request) {
                                int call = calls.getAndIncrement();
                                return call < received.size()
                                        ? messages(received.get(call))
                                        : new CompletableFuture<ReceiveMessageResponse>().join();
                            }
                        });
        Rhythm rhythm = new Rhythm(gathering, 0);
        Receiver receiver =
                new Receiver(
                        queue,
                        new ReceivedMark(),
                        new InFlight.Room(100, 10_000),
                        inFlight,
                        turns,
                        gates(),
                        settlement(),
                        rhythm,
                        rhythm.steady());
        return Thread.ofPlatform().daemon().start(receiver);
    }

    private static ReceiveMessageResponse messages(int count) {
        return ReceiveMessageResponse.builder()
                .messages(
                        IntStream.range(0, count)
                                .mapToObj(i ->
                                        Message.builder()
                                                .messageId("m" + i)
                                                .receiptHandle("h")
                                                .body("text")
                                                .build())
                                .toList())
                .build();
    }

    private static Gates gates() {
        Backoff pauses = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        return new Gates(
                new StallGate(pauses, RandomGenerator.getDefault()),
                new StallGate(pauses, RandomGenerator.getDefault()));
    }

    private Settlement settlement() {
        return new Settlement(
                inFlight,
                new Held(inFlight, Clock.systemUTC()),
                MessageArchive.OFF,
                new SimpleMeterRegistry(),
                new DrainProperties.HandBack(Duration.ZERO, Duration.ZERO));
    }
}
