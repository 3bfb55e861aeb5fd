package dev.spillway.worker.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds those items of a failed batch that fail by themselves, halving what fails. One poison among
 * n items costs about 2·log2(n) trials.
 */
final class Bisection {

    private Bisection() {}

    /** Tries to store some items and leaves no trace of it. */
    @FunctionalInterface
    interface Trial<T> {
        /** Why these items cannot be stored; empty when they can. */
        Optional<RuntimeException> attempt(List<T> items);
    }

    /**
     * The items that fail alone, each with its failure.
     *
     * @param failed what failed together
     */
    static <T> Map<T, RuntimeException> poison(List<T> failed, Trial<T> trial) {
        Map<T, RuntimeException> found = new LinkedHashMap<>();
        search(failed, trial, found);
        return found;
    }

    private static <T> void search(List<T> items, Trial<T> trial, Map<T, RuntimeException> found) {
        trial.attempt(items)
                .ifPresent(failure -> {
                    if (items.size() == 1) {
                        found.put(items.getFirst(), failure);
                        return;
                    }
                    int middle = items.size() / 2;
                    search(items.subList(0, middle), trial, found);
                    search(items.subList(middle, items.size()), trial, found);
                });
    }
}
