package dev.spillway.worker.alert;

/** What a rule says to what was read. */
enum Verdict {
    BREACHED,
    CLEARED,
    /** There was too little to be warned of, whatever it was. */
    TOO_LITTLE,
    /** Neither: what is open stays open, what is not does not become so. */
    UNDECIDED;

    boolean isWell() {
        return this == CLEARED || this == TOO_LITTLE;
    }
}
