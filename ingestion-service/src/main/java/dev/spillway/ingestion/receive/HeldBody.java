package dev.spillway.ingestion.receive;

import java.util.Arrays;

/** A body and its part of the budget, which it gives back when it is closed. One thread's. */
final class HeldBody implements AutoCloseable {

    private final BodyBudget.Share share;
    private byte[] bytes = new byte[0];
    private int size;
    private long taken;

    HeldBody(BodyBudget.Share share) {
        this.share = share;
    }

    /** Makes room for so many bytes in all; false when the budget has none. */
    boolean grow(int capacity) {
        long more = capacity - (long) bytes.length;
        if (!share.take(more)) {
            return false;
        }
        // Counted before there is an array of it: making one may fail.
        taken += more;
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    boolean isFull() {
        return size == bytes.length;
    }

    int size() {
        return size;
    }

    /** Where the next bytes go: into this array, behind {@link #size}. */
    byte[] buffer() {
        return bytes;
    }

    void add(int count) {
        size += count;
    }

    /** The body, once it is read; an array of its size. */
    byte[] bytes() {
        if (size < bytes.length) {
            bytes = Arrays.copyOf(bytes, size);
            share.giveBack(taken - size);
            taken = size;
        }
        return bytes;
    }

    @Override
    public void close() {
        share.giveBack(taken);
        taken = 0;
    }
}
