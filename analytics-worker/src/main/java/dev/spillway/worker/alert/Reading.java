package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import java.util.UUID;

/**
 * What was read of one thing that a rule watches, and what the rule says to it.
 *
 * @param scopeId the source's, or {@link #WHOLE}
 * @param value what the threshold is compared with
 * @param basis of how many; of silence, how many usually come
 */
record Reading(AlertKind kind, UUID scopeId, double value, long basis, Verdict verdict) {

    /** Stands for a tenant as a whole, or for the platform. */
    static final UUID WHOLE = new UUID(0, 0);

    record Key(AlertKind kind, UUID scopeId) {}

    Key key() {
        return new Key(kind, scopeId);
    }

    /** A part of a whole, as the rule judges it. */
    static Reading share(AlertKind kind, AlertRule rule, UUID scopeId, long part, long whole) {
        double share = whole == 0 ? 0 : (double) part / whole;
        return judged(kind, rule, scopeId, share, whole);
    }

    /** A number, as the rule judges it. */
    static Reading number(AlertKind kind, AlertRule rule, UUID scopeId, double number) {
        return judged(kind, rule, scopeId, number, Math.max(rule.minimum(), (long) number));
    }

    private static Reading judged(
            AlertKind kind, AlertRule rule, UUID scopeId, double value, long basis) {
        return new Reading(kind, scopeId, value, basis, verdict(kind, rule, value, basis));
    }

    private static Verdict verdict(AlertKind kind, AlertRule rule, double value, long basis) {
        if (basis < rule.minimum()) {
            return Verdict.TOO_LITTLE;
        }
        if (kind.measure().breaches(value, rule.threshold())) {
            return Verdict.BREACHED;
        }
        return kind.measure().clears(value, rule.threshold()) ? Verdict.CLEARED : Verdict.UNDECIDED;
    }

    /** The same, where it is not to be judged now. */
    Reading undecided() {
        return new Reading(kind, scopeId, value, basis, Verdict.UNDECIDED);
    }

    /** The same, where it is known to be well. */
    Reading cleared() {
        return new Reading(kind, scopeId, value, basis, Verdict.CLEARED);
    }
}
