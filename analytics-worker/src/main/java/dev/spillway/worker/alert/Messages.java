package dev.spillway.worker.alert;

import java.util.UUID;

/**
 * What became of a source's messages, as far as its vendor tells: some tell of sending only, some
 * of arriving only, some of both, and some of nothing but what went wrong.
 */
record Messages(long sent, long delivered, long bounced) {

    static Messages of(Counts counts, UUID source) {
        return new Messages(
                counts.of(source, "sent"),
                counts.of(source, "delivered"),
                counts.of(source, "bounced"));
    }

    /** Of how many each bounced or did not. A message that is told of twice is one. */
    long tried() {
        return Math.max(sent, delivered + bounced);
    }

    /** Of how many somebody may have complained. */
    long arrived() {
        return Math.max(delivered, sent - bounced);
    }

    /** Whether anything but bounces is told: of these alone all messages would have bounced. */
    boolean tellMoreThanBounces() {
        return sent + delivered > 0;
    }
}
