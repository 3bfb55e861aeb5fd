package dev.spillway.worker.store;

import java.util.Map;

/** Identities and who holds them, inside the caller's transaction. */
interface ClaimTable {

    /**
     * Inserts the claims whose keys are free.
     *
     * @param wanted one candidate for each key, in key order
     * @return for the others, who held them before
     */
    Map<ClaimKey, Holder> insertFree(Map<ClaimKey, Candidate<?>> wanted);

    /**
     * Gives an expired claim to another.
     *
     * @throws ContentionException if somebody else was given it meanwhile
     */
    void takeOver(ClaimKey key, Holder from, Candidate<?> to);
}
