package dev.spillway.ingestion.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.plan.Plan;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllowancesTest {

    private static final UUID TENANT = new UUID(0, 1);

    private final AtomicInteger instances = new AtomicInteger(1);

    private Allowances allowances(boolean scaleCeiling) {
        return new Allowances(
                new LaneProperties(
                        1, "", Duration.ofSeconds(10), Duration.ofSeconds(1), scaleCeiling),
                instances::get);
    }

    /** How many of so many, sent in one moment, go where. */
    private record Flow(int main, int overflow, int refused) {

        static Flow of(Allowance allowance, int sent, long now) {
            int main = 0;
            int overflow = 0;
            for (int i = 0; i < sent; i++) {
                var lane = allowance.take(now);
                main += lane.filter(Lane.MAIN::equals).isPresent() ? 1 : 0;
                overflow += lane.filter(Lane.OVERFLOW::equals).isPresent() ? 1 : 0;
            }
            return new Flow(main, overflow, sent - main - overflow);
        }
    }

    @Test
    void rateGoesToMainTheRestToOverflowAndBeyondTheCeilingNothing() {
        Allowance starter = allowances(true).of(TENANT, Plan.STARTER);
        // Not before the moment at which the buckets were made.
        long now = System.nanoTime();

        assertThat(starter.nanosUntilRoom(now)).isZero();
        assertThat(Flow.of(starter, 1500, now)).isEqualTo(new Flow(100, 900, 500));
        assertThat(starter.nanosUntilRoom(now)).isEqualTo(Duration.ofMillis(1).toNanos());
    }

    @Test
    void instancesShareARate() {
        instances.set(4);
        Allowance starter = allowances(true).of(TENANT, Plan.STARTER);

        assertThat(Flow.of(starter, 1500, System.nanoTime())).isEqualTo(new Flow(25, 225, 1250));
    }

    @Test
    void oneMachineSetsTheBiggestPlanNoCeilingAndTheOthersTheirs() {
        Allowances oneMachine = allowances(false);
        Allowance scale = oneMachine.of(TENANT, Plan.SCALE);
        Allowance starter = oneMachine.of(new UUID(0, 2), Plan.STARTER);
        long now = System.nanoTime();

        assertThat(Flow.of(scale, 200_000, now)).isEqualTo(new Flow(10_000, 190_000, 0));
        assertThat(scale.nanosUntilRoom(now)).isZero();
        assertThat(Flow.of(starter, 1500, now).refused()).isEqualTo(500);
    }

    @Test
    void isATenantsAndNotASources() {
        Allowances allowances = allowances(true);

        assertThat(allowances.of(TENANT, Plan.STARTER))
                .isSameAs(allowances.of(TENANT, Plan.STARTER))
                .isNotSameAs(allowances.of(new UUID(0, 2), Plan.STARTER));
    }

    @Test
    void changesWithThePlanAndTheNumberOfInstances() {
        Allowances allowances = allowances(true);
        Allowance before = allowances.of(TENANT, Plan.STARTER);

        Allowance upgraded = allowances.of(TENANT, Plan.GROWTH);
        assertThat(upgraded).isNotSameAs(before);
        instances.set(2);
        Allowance shared = allowances.of(TENANT, Plan.GROWTH);

        assertThat(shared).isNotSameAs(upgraded);
        assertThat(Flow.of(shared, 600, System.nanoTime())).isEqualTo(new Flow(500, 100, 0));
    }
}
