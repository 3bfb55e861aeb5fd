package dev.spillway.worker.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long identities are known, as operators have it.
 *
 * @param alike within which two webhooks without a key are one, from a sender of whom no preset
 *     knows how long he sends again
 * @param presets how long the vendor may send the same webhook again, instead of what his preset
 *     says, by its id
 */
public record Horizons(Duration alike, Map<String, Duration> presets) {

    public Horizons {
        presets = Map.copyOf(presets);
        if (alike.isNegative() || presets.values().stream().anyMatch(each -> !each.isPositive())) {
            throw new IllegalArgumentException("an identity's horizon is positive");
        }
    }

    /** Nothing but what presets say. */
    public static Horizons standard(Duration alike) {
        return new Horizons(alike, Map.of());
    }

    /** What operators say of a preset. */
    public Optional<Duration> of(String preset) {
        return Optional.ofNullable(presets.get(preset));
    }
}
