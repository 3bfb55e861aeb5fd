package dev.spillway.worker.restore;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time at which something was stored for the first time, while it is stored again: how late it
 * was then is what its tenant wants to see, not how long ago that is. Otherwise the present.
 */
public final class RestoreClock extends Clock {

    private static final ScopedValue<Instant> THEN = ScopedValue.newInstance();

    /** Does something as if it were done then. */
    static void at(Instant then, Runnable work) {
        ScopedValue.where(THEN, then).run(work);
    }

    @Override
    public Instant instant() {
        return THEN.isBound() ? THEN.get() : Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.tickMillis(zone);
    }
}
