package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.sql.NamedLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the tenants, so many in a turn, and looks after the platform itself at each. Of
 * several workers one does it. Used by one thread at a time.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * Whose the platform's own alerts are; no tenant has it, and no tenant's filter lets it
     * through.
     */
    private static final UUID PLATFORM = Reading.WHOLE;

    private final NamedLock lock;
    private final WatchedTenants tenants;
    private final Readings readings;
    private final Judge judge;
    private final Supplier<Duration> overflow;
    private final AlertMetrics metrics;
    private final int most;
    private final Clock clock;
    private volatile UUID last = FIRST;

    /**
     * @param overflow how long the oldest webhook of the overflow lane has waited
     * @param most tenants in a turn
     */
    Watch(
            NamedLock lock,
            WatchedTenants tenants,
            Readings readings,
            Judge judge,
            Supplier<Duration> overflow,
            AlertMetrics metrics,
            int most,
            Clock clock) {
        this.lock = lock;
        this.tenants = tenants;
        this.readings = readings;
        this.judge = judge;
        this.overflow = overflow;
        this.metrics = metrics;
        this.most = most;
        this.clock = clock;
    }

    /** One turn, unless another worker has it. Throws nothing: the next one is due. */
    void run() {
        try {
            boolean _ = lock.runIfFree(this::turn);
        } catch (RuntimeException e) {
            LOG.warn("alerts wait: {}", e.getClass().getName());
        }
    }

    private void turn() {
        guarded("the platform", () -> judgePlatform(clock.instant()));
        List<Watched> next = tenants.after(last, most);
        next.forEach(tenant -> guarded(tenant.tenantId(), () -> judgeTenant(tenant)));
        last = next.size() < most ? FIRST : next.getLast().tenantId();
    }

    /** One tenant's trouble is not another's. */
    private void guarded(Object who, Runnable judging) {
        try {
            judging.run();
        } catch (RuntimeException e) {
            metrics.failed();
            LOG.warn("alerts of {} wait: {}", who, e.getClass().getName());
        }
    }

    private void judgeTenant(Watched tenant) {
        Instant now = clock.instant();
        metrics.told(
                judge.judge(
                        tenant.tenantId(),
                        tenant.active() ? readings.of(tenant, now) : List.of(),
                        tenant::rule,
                        tenant.sources(),
                        now));
    }

    void judgePlatform(Instant now) {
        AlertKind kind = AlertKind.OVERFLOW_DELAYED;
        double hours = overflow.get().toMinutes() / 60.0;
        Reading reading = Reading.number(kind, kind.standard(), Reading.WHOLE, hours);
        List<Step> told =
                judge.judge(PLATFORM, List.of(reading), AlertKind::standard, Map.of(), now);
        metrics.told(told);
        if (!told.isEmpty() && told.getFirst() instanceof Step.Fired) {
            LOG.warn("the overflow lane is {} hours behind", Math.round(hours));
        }
    }
}
