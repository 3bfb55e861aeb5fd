package dev.spillway.worker.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides who of a batch gets the identities that its webhooks, or its events, want. Inside the
 * batch's transaction, so that what is decided holds if and only if the batch is stored.
 *
 * <p>Free identities are inserted in key order; another transaction that wants one of them waits
 * for this one to end. A claim that has expired by the time of a candidate's receipt is taken over;
 * one that was made once the candidate's own would have expired is none of his business, and he is
 * stored beside it. Within the batch the earlier receipt wins.
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

    /**
     * Goes through those who want one identity in the order of their receipt. The table keeps
     * whoever was received last, since what comes next is most likely his repetition.
     */
    private static <T> void decide(
            ClaimTable table,
            ClaimKey key,
            List<Candidate<T>> rivals,
            @Nullable Holder before,
            Decisions<T> decisions) {
        Holder kept = before == null ? rivals.getFirst().asHolder() : before;
        List<Holder> holders = new ArrayList<>();
        if (before != null) {
            holders.add(before);
        }
        for (Candidate<T> rival : rivals) {
            Optional<Holder> same =
                    holders.stream().filter(holder -> !holder.isBeyond(rival.claim())).findFirst();
            if (same.isPresent()) {
                decisions.lost().add(new Lost<>(rival, same.get()));
                continue;
            }
            decisions.won().add(rival);
            holders.add(rival.asHolder());
            if (rival.claim().claimedAt().isAfter(kept.claimedAt())) {
                table.takeOver(key, kept, rival);
                kept = rival.asHolder();
            }
        }
    }
}
