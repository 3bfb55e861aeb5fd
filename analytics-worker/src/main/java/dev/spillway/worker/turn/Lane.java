package dev.spillway.worker.turn;

import java.util.Locale;

/** The queue a webhook came by, and its share of the drain while both have something. */
public enum Lane {
    /** Tenants within their rate. */
    MAIN(3),
    /** Tenants over it; a quarter is theirs whatever waits in the other. */
    OVERFLOW(1);

    private final int weight;

    Lane(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** The tag of its metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
