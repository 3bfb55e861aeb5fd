package dev.spillway.worker.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a step brought its job.
 *
 * @param place where the next step begins; null if this was the last
 * @param done items that the step dealt with
 * @param skipped items that needed nothing any more
 * @param failed items that could not be dealt with
 * @param then run once the step is committed, and not if it is not
 */
public record Progress(
        @Nullable String place, long done, long skipped, long failed, Runnable then) {

    public Progress(@Nullable String place, long done, long skipped, long failed) {
        this(place, done, skipped, failed, () -> {});
    }

    /** There is nothing left to do. */
    public static Progress finished() {
        return new Progress(null, 0, 0, 0);
    }

    boolean isLast() {
        return place == null;
    }

    long items() {
        return done + skipped + failed;
    }
}
