package dev.spillway.ingestion.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Ten a second, two seconds deep. */
    private static TokenBucket bucket(long now) {
        return new TokenBucket(SECOND / 10, 2 * SECOND, now);
    }

    private static int taken(TokenBucket bucket, long now, int tries) {
        return (int) IntStream.range(0, tries).filter(_ -> bucket.take(now)).count();
    }

    /** The nano clock may start anywhere and pass its own end. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1000})
    void takesABurstAndThenItsRate(long start) {
        TokenBucket bucket = bucket(start);

        assertThat(taken(bucket, start, 100)).isEqualTo(20);
        assertThat(taken(bucket, start + SECOND / 20, 100)).isZero();
        assertThat(taken(bucket, start + SECOND / 10, 100)).isEqualTo(1);
        assertThat(taken(bucket, start + SECOND, 100)).isEqualTo(9);
    }

    @Test
    void fillsNoFurtherThanItsDepth() {
        TokenBucket bucket = bucket(0);

        assertThat(taken(bucket, 1000 * SECOND, 100)).isEqualTo(20);
    }

    @Test
    void saysWhenTheNextTokenComesAndTakesNone() {
        TokenBucket bucket = bucket(0);
        assertThat(bucket.nanosUntilToken(0)).isZero();
        taken(bucket, 0, 20);

        assertThat(bucket.nanosUntilToken(0)).isEqualTo(SECOND / 10);
        assertThat(bucket.nanosUntilToken(SECOND / 20)).isEqualTo(SECOND / 20);
        assertThat(bucket.nanosUntilToken(SECOND / 10)).isZero();
        assertThat(bucket.take(SECOND / 10)).isTrue();
    }

    @Test
    void holdsOneTokenHoweverShallow() {
        TokenBucket bucket = new TokenBucket(10 * SECOND, 1, 0);

        assertThat(taken(bucket, 0, 5)).isEqualTo(1);
        assertThat(taken(bucket, 10 * SECOND, 5)).isEqualTo(1);
    }

    @Test
    void givesNoTokenTwiceHoweverManyAskAtOnce() throws InterruptedException {
        TokenBucket bucket = new TokenBucket(SECOND / 1000, SECOND, 0);
        AtomicInteger taken = new AtomicInteger();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> taken.addAndGet(taken(bucket, 0, 5000)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(1000);
    }
}
