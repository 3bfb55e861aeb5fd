package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.turn.Lane;
import dev.spillway.worker.turn.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriterTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private Duration patience = NEVER;
    private Turns<Delivery> turns = new Turns<>(1, 1);
    private final Queue<Delivery> stored = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final Queue<Delivery> givenUp = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        turns.close();
    }

    /** Else its messages would be kept hidden from all workers, by one that has no writer left. */
    @ParameterizedTest
    @MethodSource("failures")
    void writerOutlivesWhateverABatchDoesToIt(Runnable failure) {
        Delivery bad = delivery("bad");
        Delivery good = delivery("good");
        start(
                new Pace(1, 1, Duration.ofSeconds(1)),
                delivery -> {
                    if (delivery == bad) {
                        failure.run();
                    }
                });

        add(bad);
        add(good);

        await().until(() -> stored.contains(good));
        assertThat(givenUp).containsExactly(bad);
    }

    static Stream<Runnable> failures() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new OutOfMemoryError("said to be");
                });
    }

    /** One that writes is no sign that two would do, where three wait for something to write. */
    @Test
    void trickleSaysNothingOfWhatTheDatabaseBears() {
        Pace pace = new Pace(1, 4, Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            start(pace, _ -> pace.committed(Duration.ofMillis(1)));
        }

        for (int i = 1; i <= 40; i++) {
            int so = i;
            add(delivery("d" + i));
            await().pollInterval(Duration.ofMillis(1)).until(() -> stored.size() == so);
        }

        assertThat(pace.limit()).isLessThanOrEqualTo(2);
    }

    /** Group commit: small batches cost the database nearly as much as full ones. */
    @Test
    void whatComesWhileABatchIsWrittenIsTheNextOne() throws Exception {
        turns = new Turns<>(100, 100);
        CountDownLatch goOn = new CountDownLatch(1);
        Delivery first = startTwoOfWhomOneWaits(goOn);

        add(delivery("second"));
        add(delivery("third"));
        await().during(Duration.ofMillis(50)).until(stored::isEmpty);
        goOn.countDown();

        await().until(() -> stored.size() == 3);
        assertThat(batches).containsExactly(1, 2);
        assertThat(stored).first().isSameAs(first);
    }

    /** The batch that is written may wait for somebody's lock. */
    @Test
    void nobodyWaitsForAnothersBatchForLong() throws Exception {
        turns = new Turns<>(100, 100);
        patience = Duration.ofMillis(5);
        CountDownLatch goOn = new CountDownLatch(1);
        Delivery first = startTwoOfWhomOneWaits(goOn);
        Delivery second = delivery("second");

        add(second);

        await().until(() -> stored.contains(second));
        assertThat(stored).doesNotContain(first);
        goOn.countDown();
    }

    /** Returns once the first of them has begun to store what it returns. */
    private Delivery startTwoOfWhomOneWaits(CountDownLatch goOn) throws Exception {
        Delivery first = delivery("first");
        CountDownLatch begun = new CountDownLatch(1);
        Pace pace = new Pace(2, 2, Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            start(
                    pace,
                    delivery -> {
                        if (delivery == first) {
                            begun.countDown();
                            awaitUninterruptibly(goOn);
                        }
                    });
        }
        add(first);
        begun.await();
        return first;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Pace pace, Consumer<Delivery> storing) {
        Writer.Store store =
                new Writer.Store() {
                    @Override
                    public void store(List<Delivery> batch) {
                        batch.forEach(storing);
                        batches.add(batch.size());
                        stored.addAll(batch);
                    }

                    @Override
                    public void giveUp(List<Delivery> batch) {
                        givenUp.addAll(batch);
                    }
                };
        Thread.ofVirtual().start(new Writer(turns, pace, patience, store));
    }

    private void add(Delivery delivery) {
        assertThat(turns.add(Lane.MAIN, delivery.tenantId(), delivery, 1)).isTrue();
    }

    private static Delivery delivery(String text) {
        return DeliveryFixture.of(Lane.MAIN, text);
    }
}
