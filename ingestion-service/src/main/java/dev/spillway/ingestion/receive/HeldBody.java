package dev.spillway.ingestion.receive;

import java.util.Arrays;

/** A body and its part of the budget, which it gives back when it is closed. One thread's. */
final class HeldBody implements AutoCloseable {

    private final BodyBudget.Share share;
    private byte[] bytes = new byte[0];
    private int size;

    HeldBody(BodyBudget.Share share) {
        this.share = share;
    }

    /** Makes room for so many bytes in all; false when the budget has none. */
    boolean grow(int capacity) {
        if (!share.take(capacity - bytes.length)) {
            return false;
        }
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
            share.giveBack(bytes.length - (long) size);
            bytes = Arrays.copyOf(bytes, size);
        }
        return bytes;
    }

    @Override
    public void close() {
        share.giveBack(bytes.length);
    }
}
