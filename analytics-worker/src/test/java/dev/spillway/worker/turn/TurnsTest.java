package dev.spillway.worker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final int MESSAGE = 20 * 1024;
    private static final int BATCH = 200 * 1024;
    private static final Duration NEVER = Duration.ofDays(1);

    private static final Set<String> FLOOD = Set.of("flood");
    private static final Set<String> FEW = Set.of("first", "second");

    private final Turns<String> turns = new Turns<>(BATCH, 50);

    private static UUID tenant(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Lane lane, String tenant, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(turns.add(lane, tenant(tenant), tenant, MESSAGE)).isTrue();
        }
    }

    private List<String> drain(int batches) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            all.addAll(turns.take());
        }
        return all;
    }

    @Test
    void whoComesAfterAFloodIsInTheNextBatch() {
        add(Lane.MAIN, "flood", 1000);
        drain(3);

        add(Lane.MAIN, "quiet", 1);

        assertThat(turns.take()).contains("quiet");
    }

    /** Else he would wait until the flood's rows are written, too. */
    @Test
    void whoHasLittleIsInNoBatchOfAFlood() {
        add(Lane.MAIN, "flood", 400);
        for (int i = 0; i < 20; i++) {
            add(Lane.MAIN, "first", 1);
            add(Lane.MAIN, "second", 1);

            List<List<String>> next = List.of(turns.take(), turns.take());

            assertThat(next)
                    .allSatisfy(batch -> assertThat(Set.copyOf(batch)).isIn(FLOOD, FEW))
                    .contains(List.of("first", "second"));
        }
    }

    /** Else batches would be of one message, just where there is much to do. */
    @Test
    void whoIsAFloodNoMoreAfterTheFirstOfHisMessagesKeepsHisTurn() {
        add(Lane.MAIN, "flood", 11);

        assertThat(turns.take()).hasSize(10);
    }

    @Test
    void endOfAFloodIsSharedWithThoseWhoHaveLittle() {
        add(Lane.MAIN, "flood", 14);
        drain(1);
        add(Lane.MAIN, "quiet", 1);

        assertThat(turns.take()).contains("flood", "quiet");
    }

    @Test
    void floodsShareAlike() {
        add(Lane.MAIN, "first", 500);
        add(Lane.MAIN, "second", 500);
        add(Lane.MAIN, "third", 500);

        List<String> taken = drain(60);

        for (String tenant : List.of("first", "second", "third")) {
            assertThat(Collections.frequency(taken, tenant))
                    .isBetween(taken.size() / 3 - 5, taken.size() / 3 + 5);
        }
    }

    @Test
    void largeMessagesArePaidForBytes() {
        for (int i = 0; i < 20; i++) {
            turns.add(Lane.MAIN, tenant("large"), "large", 10 * MESSAGE);
        }
        add(Lane.MAIN, "small", 200);

        List<String> taken = drain(20);

        int large = Collections.frequency(taken, "large");
        int small = Collections.frequency(taken, "small");
        assertThat(small).isBetween(large * 10 - 15, large * 10 + 15);
    }

    @Test
    void overflowHasAQuarterBesideAFullMainLane() {
        add(Lane.MAIN, "main", 1000);
        add(Lane.OVERFLOW, "over", 1000);

        List<String> taken = drain(100);

        assertThat(Collections.frequency(taken, "over"))
                .isBetween(taken.size() / 4 - 15, taken.size() / 4 + 15);
    }

    @Test
    void overflowHasAllWhenMainIsEmpty() {
        add(Lane.OVERFLOW, "over", 5);

        assertThat(turns.take()).hasSize(5);
    }

    /** He would be new each time, and before everybody else. */
    @Test
    void whoSendsOneAtATimeDoesNotStarveTheOthers() {
        add(Lane.MAIN, "flood", 400);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            add(Lane.MAIN, "nimble", 4);
            taken.addAll(turns.take());
        }

        assertThat(Collections.frequency(taken, "flood")).isGreaterThan(taken.size() / 3);
    }

    @Test
    void messageLargerThanABatchIsABatch() {
        turns.add(Lane.MAIN, tenant("huge"), "huge", 20 * BATCH);
        turns.add(Lane.MAIN, tenant("huge"), "next", MESSAGE);

        assertThat(turns.take()).containsExactly("huge");
        assertThat(turns.take()).containsExactly("next");
    }

    @Test
    void batchHoldsSoManyMessagesAtMost() {
        for (int i = 0; i < 120; i++) {
            turns.add(Lane.MAIN, tenant("tiny"), "tiny", 10);
        }

        assertThat(turns.take()).hasSize(50);
    }

    @Test
    void waitsForSomething() throws Exception {
        CompletableFuture<List<String>> taken =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        assertThat(turns.await(() -> true, NEVER)).isTrue();
                        return turns.take();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(taken).isNotDone();

        add(Lane.MAIN, "late", 1);

        assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly("late");
    }

    @Test
    void whatFillsNoBatchWaitsForWhoTakesOne() throws Exception {
        AtomicBoolean nobodyElse = new AtomicBoolean();
        CompletableFuture<Boolean> worthWhile = await(nobodyElse::get, NEVER);
        add(Lane.MAIN, "few", 9);
        assertThat(worthWhile).isNotDone();

        add(Lane.MAIN, "few", 1);

        assertThat(worthWhile.get(10, TimeUnit.SECONDS)).isTrue();
        turns.take();
        nobodyElse.set(true);
        add(Lane.MAIN, "few", 1);
        assertThat(await(nobodyElse::get, NEVER).get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Who takes one may be waiting for a lock. */
    @Test
    void nothingWaitsForOthersForLong() throws Exception {
        CompletableFuture<Boolean> worthWhile = await(() -> false, Duration.ofMillis(5));

        add(Lane.MAIN, "lone", 1);

        assertThat(worthWhile.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Boolean> await(BooleanSupplier nobodyElse, Duration patience) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return turns.await(nobodyElse, patience);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void closingGivesBackWhatWaitsAndTakesNothingMore() throws Exception {
        add(Lane.MAIN, "main", 3);
        add(Lane.OVERFLOW, "over", 2);

        assertThat(turns.close()).hasSize(5);
        assertThat(turns.await(() -> true, NEVER)).isFalse();
        assertThat(turns.take()).isEmpty();
        assertThat(turns.add(Lane.MAIN, tenant("main"), "main", 1)).isFalse();
        assertThat(turns.waiting()).isZero();
    }

    /** What his messages' bytes do not tell: many events, or bodies that compress well. */
    @Test
    void whoIsChargedForMoreWorkWaitsUntilItIsPaidFor() {
        add(Lane.MAIN, "heavy", 500);
        add(Lane.MAIN, "light", 500);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> batch = turns.take();
            int heavy = Collections.frequency(batch, "heavy");
            turns.charge(Lane.MAIN, tenant("heavy"), heavy * 3 * MESSAGE);
            taken.addAll(batch);
        }

        assertThat(Collections.frequency(taken, "light"))
                .isBetween(taken.size() * 2 / 3, taken.size() * 5 / 6);
    }

    @Test
    void whoOwesIsNoNewcomerWhenHeComesAgain() {
        add(Lane.MAIN, "heavy", 1);
        drain(1);
        turns.charge(Lane.MAIN, tenant("heavy"), 100 * MESSAGE);
        add(Lane.MAIN, "light", 50);
        add(Lane.MAIN, "heavy", 1);

        assertThat(drain(3)).doesNotContain("heavy");
        assertThat(drain(20)).contains("heavy");
    }
}
