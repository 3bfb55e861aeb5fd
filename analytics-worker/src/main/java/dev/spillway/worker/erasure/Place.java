package dev.spillway.worker.erasure;

import java.util.UUID;

/**
 * Where a search goes on.
 *
 * @param ground which of them, counted
 * @param after the last row of it that was looked through
 */
record Place(int ground, UUID after) {

    private static final UUID FIRST = new UUID(0, 0);

    /** Before all. */
    static final Place BEGINNING = new Place(0, FIRST);

    /** Of a job. */
    static Place of(String text) {
        int colon = text.indexOf(':');
        return new Place(
                Integer.parseInt(text, 0, colon, 10), UUID.fromString(text.substring(colon + 1)));
    }

    Place behind(UUID row) {
        return new Place(ground, row);
    }

    Place nextGround() {
        return new Place(ground + 1, FIRST);
    }

    @Override
    public String toString() {
        return ground + ":" + after;
    }
}
