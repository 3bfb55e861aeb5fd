package dev.spillway.ingestion.lane;

import dev.spillway.platform.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant may send through this instance. Thread-safe, and asked without a lock or an
 * allocation.
 */
public final class Allowance {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final Optional<Lane> MAIN = Optional.of(Lane.MAIN);
    private static final Optional<Lane> OVERFLOW = Optional.of(Lane.OVERFLOW);

    private final Plan plan;
    private final int instances;
    private final TokenBucket rate;
    private final @Nullable TokenBucket ceiling;

    Allowance(Plan plan, int instances, LaneProperties properties, long now) {
        this.plan = plan;
        this.instances = instances;
        long depth = properties.burst().toNanos();
        this.rate = new TokenBucket(interval(plan.rate(), instances), depth, now);
        var limit = plan.ceiling(properties.scaleCeiling());
        this.ceiling =
                limit.isPresent()
                        ? new TokenBucket(interval(limit.getAsInt(), instances), depth, now)
                        : null;
    }

    /** A plan's rate is over all instances; each takes its part. */
    private static long interval(int perSecond, int instances) {
        return SECOND * instances / perSecond;
    }

    boolean isOf(Plan plan, int instances) {
        return this.plan == plan && this.instances == instances;
    }

    /**
     * How long until the ceiling has room for a webhook; 0 when it has. Takes nothing, so that a
     * request can be refused before its body is read, and who is let in nowhere uses up nothing.
     *
     * @param now of {@link System#nanoTime()}
     */
    public long nanosUntilRoom(long now) {
        return ceiling == null ? 0 : ceiling.nanosUntilToken(now);
    }

    /**
     * Counts a webhook that is let in.
     *
     * @param now of {@link System#nanoTime()}
     * @return the lane it goes to; empty when it is beyond the ceiling
     */
    public Optional<Lane> take(long now) {
        if (ceiling != null && !ceiling.take(now)) {
            return Optional.empty();
        }
        return rate.take(now) ? MAIN : OVERFLOW;
    }
}
