package dev.spillway.worker.retention;

import java.util.Set;

/** A part of keeping house, done in steps that each end soon and may be the last for a while. */
interface Chore {

    /** The tag of its metrics. */
    String name();

    /** Tables that do not grow for ever because of it. */
    Set<String> tables();

    /**
     * One step, in transactions of its own.
     *
     * @return what went: rows or days
     */
    long step();

    /**
     * Whether the next step should follow at once, and not only in its turn.
     *
     * @param gone what the last one came to
     */
    default boolean isBehind(long gone) {
        return false;
    }
}
