package dev.spillway.worker.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration TARGET = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofMillis(10);

    private final AtomicLong now = new AtomicLong();
    private final Pace pace = new Pace(1, 8, TARGET, now::get);

    private void rounds(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            int writing = pace.limit();
            for (int writer = 0; writer < writing; writer++) {
                pace.begin();
            }
            for (int writer = 0; writer < writing; writer++) {
                pace.committed(SOON);
            }
            for (int writer = 0; writer < writing; writer++) {
                pace.end();
            }
        }
    }

    @Test
    void growsByOneARoundUpToItsCeiling() throws Exception {
        assertThat(pace.limit()).isEqualTo(1);
        rounds(1);
        assertThat(pace.limit()).isEqualTo(2);

        rounds(20);

        assertThat(pace.limit()).isEqualTo(8);
    }

    @Test
    void doesNotGrowWhileNobodyNeedsIt() throws Exception {
        rounds(4);
        int limit = pace.limit();

        for (int i = 0; i < 50; i++) {
            pace.begin();
            pace.committed(SOON);
            pace.end();
        }

        assertThat(limit).isGreaterThan(1);
        assertThat(pace.limit()).isEqualTo(limit);
    }

    @Test
    void slowBatchesOfOneMomentCountOnce() throws Exception {
        rounds(20);
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        for (int i = 0; i < 8; i++) {
            pace.committed(TARGET.plusMillis(1));
        }

        assertThat(pace.limit()).isEqualTo(6);
    }

    /** The flood that ends a rest has to be received beside what is written of it. */
    @Test
    void beginsAnewAfterARest() throws Exception {
        rounds(20);
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        pace.begin();

        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void failuresHalveItAndNeverStopIt() throws Exception {
        rounds(20);

        now.addAndGet(TARGET.toNanos());
        pace.failed();
        assertThat(pace.limit()).isEqualTo(4);
        for (int i = 0; i < 20; i++) {
            now.addAndGet(TARGET.toNanos());
            pace.failed();
        }

        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void oneMoreThanTheLimitWaits() throws Exception {
        pace.begin();
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(() -> {
                    try {
                        pace.begin();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(second).isNotDone();

        pace.end();

        second.get(10, TimeUnit.SECONDS);
    }
}
