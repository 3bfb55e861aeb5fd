package dev.spillway.platform.alert;

import java.util.Locale;

/** What a rule's threshold is compared with. */
public enum AlertMeasure {
    /** A part of a whole, from 0 to 1, that is too large. */
    SHARE,
    /** What came, as a part of what usually comes, that is too small. */
    SHARE_OF_USUAL,
    /** A number that is too large. */
    COUNT,
    /** An age in hours that is too high. */
    HOURS;

    /**
     * How far a value has to get away from the threshold before it counts as well again: between
     * the two nothing changes, so that what trembles on the threshold does not ring all day.
     */
    private static final double MARGIN = 0.8;

    /** The name in API and messages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a value is one to be warned of. */
    public boolean breaches(double value, double threshold) {
        return this == SHARE_OF_USUAL ? value <= threshold : value >= threshold;
    }

    /** Whether a value is so far from the threshold that the warning ends. */
    public boolean clears(double value, double threshold) {
        return this == SHARE_OF_USUAL ? value > threshold / MARGIN : value < threshold * MARGIN;
    }

    /** Whether a threshold makes sense. */
    public boolean allows(double threshold) {
        return switch (this) {
            case SHARE -> threshold > 0 && threshold <= 1;
            case SHARE_OF_USUAL -> threshold >= 0 && threshold < 1;
            case COUNT, HOURS -> threshold >= 1 && threshold <= 1e9;
        };
    }
}
