package dev.spillway.app.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule as clients see it.
 *
 * @param measure what the threshold is compared with
 * @param windowMinutes null where the window is the calendar month
 * @param custom whether the tenant set it; otherwise it is the standard
 * @param version which state of it this is: a change that names another one was meant for what is
 *     no more
 */
record RuleView(
        String kind,
        String scope,
        String measure,
        boolean enabled,
        double threshold,
        long minimum,
        @Nullable Long windowMinutes,
        long holdMinutes,
        boolean custom,
        long version) {

    static RuleView of(AlertKind kind, AlertRule rule, boolean custom, long version) {
        return new RuleView(
                kind.code(),
                kind.scope().code(),
                kind.measure().code(),
                rule.enabled(),
                rule.threshold(),
                rule.minimum(),
                kind.hasWindow() ? rule.window().toMinutes() : null,
                rule.hold().toMinutes(),
                custom,
                version);
    }
}
