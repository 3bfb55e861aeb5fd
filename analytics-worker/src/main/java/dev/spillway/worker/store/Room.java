package dev.spillway.worker.store;

/**
 * What is left of a transaction's bound while it is filled, one thing after the other. Used once,
 * by one thread.
 */
final class Room {

    private final TransactionBound bound;
    private boolean isEmpty = true;
    private long rows;
    private long bytes;

    Room(TransactionBound bound) {
        this.bound = bound;
    }

    /** Whether it takes these too. The first it always takes, and nothing after what it did not. */
    boolean takes(long moreRows, long moreBytes) {
        boolean first = isEmpty;
        isEmpty = false;
        rows += moreRows;
        bytes += moreBytes;
        return first || (rows <= bound.rows() && bytes <= bound.bytes());
    }

    boolean takes(Received received) {
        return takes(received.rows(), received.bytes());
    }
}
