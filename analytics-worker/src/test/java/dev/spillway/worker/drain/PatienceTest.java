package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.worker.pace.Pace;
import dev.spillway.worker.store.StorageFaultException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;

class PatienceTest {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private final Pace pace = new Pace(1, 1, Duration.ofSeconds(1));
    private final StallGate gate =
            new StallGate(new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)), RANDOM);

    @Test
    void triesUntilItIsStoredAndOpensTheGate() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(
                        patience(Duration.ofSeconds(30))
                                .store(() -> {
                                    if (attempts.incrementAndGet() < 4) {
                                        throw stall();
                                    }
                                    assertThat(gate.isShut()).isTrue();
                                }))
                .isTrue();
        assertThat(attempts).hasValue(4);
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void contentionIsTriedAgainWithTheGateOpen() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(
                        patience(Duration.ofSeconds(30))
                                .store(() -> {
                                    assertThat(gate.isShut()).isFalse();
                                    if (attempts.incrementAndGet() < 3) {
                                        throw StorageFaultException.of(
                                                new PessimisticLockingFailureException("busy"));
                                    }
                                }))
                .isTrue();
    }

    @Test
    void givesUpWhenItsTimeIsUp() {
        assertThat(patience(Duration.ofMillis(50)).store(PatienceTest::fail)).isFalse();
        assertThat(gate.isShut()).isTrue();
    }

    @Test
    void givesUpWhenTheWorkerStops() throws Exception {
        Patience patience =
                new Patience(
                        gate,
                        new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                        Duration.ofMinutes(10),
                        1,
                        pace,
                        RANDOM);
        CountDownLatch tried = new CountDownLatch(1);
        CompletableFuture<Boolean> stored =
                CompletableFuture.supplyAsync(() ->
                        patience.store(() -> {
                            tried.countDown();
                            throw stall();
                        }));
        assertThat(tried.await(5, TimeUnit.SECONDS)).isTrue();

        patience.stop();

        assertThat(stored.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void noMoreWriteAtATimeThanTheDatabaseIsToBear() throws Exception {
        Patience patience = patience(Duration.ofSeconds(30));
        CountDownLatch firstWrites = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> first =
                CompletableFuture.supplyAsync(() ->
                        patience.store(() -> {
                            firstWrites.countDown();
                            awaitQuietly(firstMayEnd);
                        }));
        assertThat(firstWrites.await(5, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Boolean> second =
                CompletableFuture.supplyAsync(
                        () -> patience.store(() -> assertThat(firstMayEnd.getCount()).isZero()));
        assertThat(second).isNotDone();
        firstMayEnd.countDown();

        assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It comes again by and by; others need not wait for it. */
    @Test
    void whatCannotEvenBeKeptAsItCameIsGivenUpAtOnceWithTheGateOpen() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(
                        patience(Duration.ofSeconds(30))
                                .store(() -> {
                                    attempts.incrementAndGet();
                                    throw StorageFaultException.keeping(
                                            new DataIntegrityViolationException(
                                                    "refused",
                                                    new SQLException("too long", "22001", 1406)));
                                }))
                .isFalse();
        assertThat(attempts).hasValue(1);
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void whatIsNoFaultOfStorageIsNotRetried() {
        assertThatThrownBy(() ->
                        patience(Duration.ofSeconds(30))
                                .store(() -> {
                                    throw new IllegalStateException("a bug");
                                }))
                .hasMessage("a bug");
    }

    private Patience patience(Duration limit) {
        return new Patience(
                gate,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(10)),
                limit,
                1,
                pace,
                RANDOM);
    }

    private static void fail() {
        throw stall();
    }

    private static StorageFaultException stall() {
        return StorageFaultException.of(new DataAccessResourceFailureException("gone"));
    }
}
