package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.drain.Backlog;
import dev.spillway.worker.sql.NamedLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the tenants, so many in a turn, and looks after the platform itself at each. Of
 * several workers one has a turn: the lock keeps two from judging at a time, and {@link Rounds}
 * from judging one after the other. Thread-safe.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /**
     * Whose the platform's own alerts are; no tenant has it, and no tenant's filter lets it
     * through.
     */
    private static final UUID PLATFORM = Reading.WHOLE;

    private final NamedLock lock;
    private final Rounds rounds;
    private final WatchedTenants tenants;
    private final Readings readings;
    private final Judge judge;
    private final Function<Instant, Backlog> drain;
    private final AlertMetrics metrics;
    private final int most;
    private final Clock clock;

    /**
     * @param drain how far all workers are with storing what waits
     * @param most tenants in a turn
     */
    Watch(
            NamedLock lock,
            Rounds rounds,
            WatchedTenants tenants,
            Readings readings,
            Judge judge,
            Function<Instant, Backlog> drain,
            AlertMetrics metrics,
            int most,
            Clock clock) {
        this.lock = lock;
        this.rounds = rounds;
        this.tenants = tenants;
        this.readings = readings;
        this.judge = judge;
        this.drain = drain;
        this.metrics = metrics;
        this.most = most;
        this.clock = clock;
    }

    /**
     * A turn, if one is due and no other worker is at it. Throws nothing: it is due until it is
     * done.
     */
    void run() {
        try {
            boolean _ = lock.runIfFree(() -> rounds.due().ifPresent(this::take));
        } catch (RuntimeException e) {
            LOG.warn("alerts wait: {}", e.getClass().getName());
        }
    }

    private void take(Rounds.Turn turn) {
        Instant now = clock.instant();
        Backlog backlog = drain.apply(now);
        guarded("the platform", () -> judgePlatform(backlog.overflow(), now));
        List<Watched> next = tenants.after(turn.after(), most);
        for (Watched tenant : next) {
            guarded(tenant.tenantId(), () -> judgeTenant(tenant, backlog));
            rounds.judged(tenant.tenantId());
        }
        rounds.done(turn, next.size() < most);
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

    private void judgeTenant(Watched tenant, Backlog backlog) {
        Instant now = clock.instant();
        List<Step> told =
                judge.judge(
                        tenant.tenantId(),
                        tenant.active()
                                ? readings.of(tenant, backlog.storedUntil(), now)
                                : List.of(),
                        tenant::rule,
                        tenant.sources(),
                        now);
        metrics.judged();
        metrics.told(told);
    }

    /**
     * @param overflow how long the oldest webhook of the overflow lane has waited
     */
    void judgePlatform(Duration overflow, Instant now) {
        AlertKind kind = AlertKind.OVERFLOW_DELAYED;
        double hours = overflow.toMinutes() / 60.0;
        Reading reading = Reading.number(kind, kind.standard(), Reading.WHOLE, hours);
        List<Step> told =
                judge.judge(PLATFORM, List.of(reading), AlertKind::standard, Map.of(), now);
        metrics.told(told);
        if (!told.isEmpty() && told.getFirst() instanceof Step.Fired) {
            LOG.warn("the overflow lane is {} hours behind", Math.round(hours));
        }
    }
}
