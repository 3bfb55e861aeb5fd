package dev.spillway.platform.alert;

import java.time.Duration;

/**
 * When a tenant is to be warned.
 *
 * @param threshold what the kind's {@link AlertMeasure} is compared with
 * @param minimum below so many in the window nothing can be said: of three messages one may bounce
 * @param window what is looked at, up to now; one of an hour or more is counted in whole hours, the
 *     running one included
 * @param hold how long the threshold has to be breached without a break before the alert fires, and
 *     kept before it is resolved
 */
public record AlertRule(
        boolean enabled, double threshold, long minimum, Duration window, Duration hold) {

    /** Counts by the minute would be many rows. */
    private static final Duration WHOLE_HOURS = Duration.ofHours(1);

    public boolean countsHours() {
        return window.compareTo(WHOLE_HOURS) >= 0;
    }
}
