package dev.spillway.app.campaign;

import dev.spillway.app.campaign.EventReader.TypeCount;
import dev.spillway.platform.people.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The stages that a campaign's events are counted at. One sale is told as an order, as its payment
 * and as a subscription that starts, and nothing that is counted says which belong together: so of
 * each source conversions are what it tells most of, as its revenue is its orders or its payments.
 * Immutable.
 */
final class CountedStages {

    private final Map<UUID, String> conversions;

    private CountedStages(Map<UUID, String> conversions) {
        this.conversions = Map.copyOf(conversions);
    }

    /**
     * @param counts all that is to be counted together
     */
    static CountedStages of(List<TypeCount> counts) {
        Map<UUID, Map<String, Long>> told = new HashMap<>();
        counts.stream()
                .filter(count ->
                        Stage.countedAs(count.type()).filter(Stage.CONVERTED::equals).isPresent())
                .forEach(count ->
                        told.computeIfAbsent(count.source(), _ -> new TreeMap<>())
                                .merge(count.type(), count.events(), Long::sum));
        Map<UUID, String> conversions = new HashMap<>();
        told.forEach((source, types) -> conversions.put(source, most(types)));
        return new CountedStages(conversions);
    }

    /** The first by name of several that are as many. */
    private static String most(Map<String, Long> types) {
        return types.entrySet().stream()
                .min(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    /** Empty for what is no stage's, and for what tells of a conversion once more. */
    Optional<Stage> reachedBy(TypeCount count) {
        return Stage.countedAs(count.type())
                .filter(stage ->
                        stage != Stage.CONVERTED
                                || count.type().equals(conversions.get(count.source())));
    }
}
