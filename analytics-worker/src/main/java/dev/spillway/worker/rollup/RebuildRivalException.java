package dev.spillway.worker.rollup;

/** Another job, which is not at its end, is counting the same hour anew. */
public final class RebuildRivalException extends RuntimeException {

    RebuildRivalException(RebuiltHour hour) {
        super("another job counts " + hour.start() + " anew");
    }
}
