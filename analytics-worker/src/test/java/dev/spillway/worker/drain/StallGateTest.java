package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StallGateTest {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    @Test
    void letsThroughUntilTheDatabaseStalls() throws Exception {
        StallGate gate = gate(Duration.ofMinutes(1));

        assertThat(gate.await(Duration.ZERO)).isTrue();
        gate.stalled("a test");
        assertThat(gate.isShut()).isTrue();
        assertThat(gate.await(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void recoveryOpensItForWhoWaits() throws Exception {
        StallGate gate = gate(Duration.ofMinutes(1));
        gate.stalled("a test");
        CompletableFuture<Boolean> passed =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return gate.await(Duration.ofSeconds(30));
                    } catch (InterruptedException e) {
                        return false;
                    }
                });

        gate.recovered();

        assertThat(passed.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void opensByItselfSoThatSomebodyTries() throws Exception {
        StallGate gate = gate(Duration.ofMillis(30));
        gate.stalled("a test");

        assertThat(gate.await(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void delaysDoubleUpToTheLongestAndSpread() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

        for (int attempt = 1; attempt < 100; attempt++) {
            Duration most = Duration.ofMillis(attempt > 5 ? 2_000 : 100L << (attempt - 1));
            assertThat(backoff.delay(attempt, RANDOM)).isBetween(most.dividedBy(2), most);
        }
    }

    private static StallGate gate(Duration pause) {
        return new StallGate(new Backoff(pause, pause), RANDOM);
    }
}
