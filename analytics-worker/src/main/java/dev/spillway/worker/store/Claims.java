package dev.spillway.worker.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides who of a batch gets the identities that its webhooks, or its events, want. Inside the
 * batch's transaction, so that what is decided holds if and only if the batch is stored.
 *
 * <p>Free identities are inserted in key order; another transaction that wants one of them waits
 * for this one to end. A claim that has expired by the time of a candidate's receipt is taken over.
 * Within the batch the earlier receipt wins.
 */
final class Claims {

    private Claims() {}

    /** Who is stored, and who is a duplicate of whom. */
    record Decisions<T>(List<Candidate<T>> won, List<Lost<T>> lost) {}

    /** A duplicate. */
    record Lost<T>(Candidate<T> candidate, Holder holder) {}

    /**
     * Claims.
     *
     * @throws ContentionException if another transaction took over the same claim meanwhile
     */
    static <T> Decisions<T> claim(ClaimTable table, Collection<Candidate<T>> candidates) {
        SortedMap<ClaimKey, List<Candidate<T>>> byKey = new TreeMap<>();
        candidates.stream()
                .sorted(Candidate.BY_RECEIPT)
                .forEach(candidate ->
                        byKey.computeIfAbsent(candidate.key(), _ -> new ArrayList<>())
                                .add(candidate));
        Map<ClaimKey, Holder> holders = table.insertFree(firsts(byKey));
        Decisions<T> decisions = new Decisions<>(new ArrayList<>(), new ArrayList<>());
        byKey.forEach((key, rivals) -> decide(table, key, rivals, holders.get(key), decisions));
        return decisions;
    }

    private static <T> Map<ClaimKey, Candidate<?>> firsts(
            SortedMap<ClaimKey, List<Candidate<T>>> byKey) {
        Map<ClaimKey, Candidate<?>> firsts = new LinkedHashMap<>();
        byKey.forEach((key, rivals) -> firsts.put(key, rivals.getFirst()));
        return firsts;
    }

    /** Goes through those who want one identity in the order of their receipt. */
    private static <T> void decide(
            ClaimTable table,
            ClaimKey key,
            List<Candidate<T>> rivals,
            @Nullable Holder before,
            Decisions<T> decisions) {
        Holder stored = before == null ? rivals.getFirst().asHolder() : before;
        @Nullable Holder holder = before;
        for (Candidate<T> rival : rivals) {
            if (holder == null || !rival.claim().claimedAt().isBefore(holder.expiresAt())) {
                holder = rival.asHolder();
                decisions.won().add(rival);
                if (!holder.equals(stored)) {
                    table.takeOver(key, stored, rival);
                    stored = holder;
                }
            } else {
                decisions.lost().add(new Lost<>(rival, holder));
            }
        }
    }
}
