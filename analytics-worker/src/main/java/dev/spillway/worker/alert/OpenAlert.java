package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or begins to look so.
 *
 * @param value as it was seen last, and with it basis and threshold
 * @param firedAt null while it is pending
 * @param clearedAt since when it has been well again without a break; null while it is not
 */
record OpenAlert(
        UUID tenantId,
        UUID id,
        AlertKind kind,
        UUID scopeId,
        double value,
        long basis,
        double threshold,
        Instant breachedAt,
        @Nullable Instant firedAt,
        @Nullable Instant clearedAt) {

    static OpenAlert pending(UUID tenantId, Reading reading, AlertRule rule, Instant now) {
        return new OpenAlert(
                tenantId,
                Ids.next(),
                reading.kind(),
                reading.scopeId(),
                reading.value(),
                reading.basis(),
                rule.threshold(),
                now,
                null,
                null);
    }

    Reading.Key key() {
        return new Reading.Key(kind, scopeId);
    }

    boolean isFiring() {
        return firedAt != null;
    }

    boolean wasBreachedFor(Duration hold, Instant now) {
        return !breachedAt.plus(hold).isAfter(now);
    }

    boolean wasWellFor(Duration hold, Instant now) {
        return clearedAt != null && !clearedAt.plus(hold).isAfter(now);
    }

    OpenAlert fired(Instant now) {
        return new OpenAlert(
                tenantId, id, kind, scopeId, value, basis, threshold, breachedAt, now, null);
    }

    /** With what was seen of it now. */
    OpenAlert seen(Reading reading, AlertRule rule, Instant now) {
        Instant cleared = clearedAt;
        if (reading.verdict() == Verdict.BREACHED) {
            cleared = null;
        } else if (reading.verdict().isWell() && cleared == null) {
            cleared = now;
        }
        return new OpenAlert(
                tenantId,
                id,
                kind,
                scopeId,
                reading.value(),
                reading.basis(),
                rule.threshold(),
                breachedAt,
                firedAt,
                cleared);
    }
}
