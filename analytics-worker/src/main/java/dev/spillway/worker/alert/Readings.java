package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads all that a tenant's rules watch, from rollups only. Thread-safe. */
final class Readings {

    private final RollupCounts rollups;
    private final Silence silence;
    private final Quota quota;
    private final Supplier<Duration> lag;
    private final Duration behind;

    /**
     * @param lag how far behind the drain is
     * @param behind from where on it is too far behind to call anybody silent
     */
    Readings(JdbcClient jdbc, Supplier<Duration> lag, Duration behind) {
        this.rollups = new RollupCounts(jdbc);
        this.silence = new Silence(jdbc);
        this.quota = new Quota(rollups);
        this.lag = lag;
        this.behind = behind;
    }

    /** Of each rule that is on: one of each active source, or one of the tenant. */
    List<Reading> of(Watched tenant, Instant now) {
        return AlertKind.ofTenants().stream()
                .filter(kind -> tenant.rule(kind).enabled())
                .flatMap(kind -> of(tenant, kind, tenant.rule(kind), now))
                .toList();
    }

    private Stream<Reading> of(Watched tenant, AlertKind kind, AlertRule rule, Instant now) {
        UUID id = tenant.tenantId();
        return switch (kind) {
            case VERIFICATION_FAILING ->
                    shares(
                            tenant,
                            kind,
                            rollups.traffic(id, rule, now),
                            (counts, source) ->
                                    counts.of(source, RollupCounts.FAILED)
                                            + counts.of(source, RollupCounts.UNPROVEN),
                            (counts, source) ->
                                    counts.of(source, RollupCounts.RECEIVED)
                                            + counts.of(source, RollupCounts.UNPROVEN));
            case DUPLICATE_STORM ->
                    shares(
                            tenant,
                            kind,
                            rollups.traffic(id, rule, now),
                            (counts, source) -> counts.of(source, RollupCounts.DUPLICATE),
                            (counts, source) -> counts.of(source, RollupCounts.RECEIVED));
            case BOUNCE_RATE ->
                    shares(
                            tenant,
                            kind,
                            rollups.events(id, rule, now),
                            (counts, source) -> counts.of(source, "bounced"),
                            (counts, source) ->
                                    counts.of(source, "delivered") + counts.of(source, "bounced"));
            case COMPLAINT_RATE ->
                    shares(
                            tenant,
                            kind,
                            rollups.events(id, rule, now),
                            (counts, source) -> counts.of(source, "complained"),
                            (counts, source) -> counts.of(source, "delivered"));
            case SOURCE_SILENT -> silence(tenant, rule, now);
            case DEAD_LETTERS_GROWING ->
                    Stream.of(
                            Reading.number(
                                    kind,
                                    rule,
                                    Reading.WHOLE,
                                    (double)
                                            rollups.traffic(id, rule, now)
                                                    .of(RollupCounts.DEAD_LETTER)));
            case QUOTA_NEAR ->
                    Stream.of(
                            Reading.share(
                                    kind,
                                    rule,
                                    Reading.WHOLE,
                                    quota.used(id, now),
                                    tenant.plan().monthlyWebhooks()));
            case OVERFLOW_DELAYED -> Stream.empty();
        };
    }

    private static Stream<Reading> shares(
            Watched tenant,
            AlertKind kind,
            Counts counts,
            ToLongBiFunction<Counts, UUID> part,
            ToLongBiFunction<Counts, UUID> whole) {
        return tenant.sources().keySet().stream()
                .map(source ->
                        Reading.share(
                                kind,
                                tenant.rule(kind),
                                source,
                                part.applyAsLong(counts, source),
                                whole.applyAsLong(counts, source)));
    }

    /** What waits in a queue is not counted yet: behind, all sources look silent. */
    private Stream<Reading> silence(Watched tenant, AlertRule rule, Instant now) {
        List<Reading> readings =
                silence.read(tenant.tenantId(), tenant.sources().keySet(), rule, now);
        boolean blind = lag.get().compareTo(behind) > 0;
        return readings.stream().map(reading -> blind ? reading.undecided() : reading);
    }
}
