package dev.spillway.worker.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures. A destination as a whole is asked at least once an hour, so that
 * one which comes back is noticed; a message that alone is refused is tried less and less.
 */
final class Backoff {

    private static final List<Duration> DESTINATION =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1));

    /** As Svix and the Standard Webhooks recommend. */
    private static final List<Duration> MESSAGE =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10));

    /** A fifth more or less: those that failed together shall not come back together. */
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** After so many failures in a row, at least one. */
    Duration ofDestination(int failures) {
        return jittered(DESTINATION, failures);
    }

    /** After so many attempts, at least one. */
    Duration ofMessage(int attempts) {
        return jittered(MESSAGE, attempts);
    }

    private Duration jittered(List<Duration> schedule, int count) {
        Duration wait = schedule.get(Math.clamp(count - 1L, 0, schedule.size() - 1));
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis((long) (wait.toMillis() * factor));
    }
}
