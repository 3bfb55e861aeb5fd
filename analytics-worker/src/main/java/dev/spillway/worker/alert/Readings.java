package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads all that a tenant's rules watch, from rollups only. Thread-safe. */
final class Readings {

    private final RollupCounts rollups;
    private final Silence silence;
    private final Quota quota;
    private final Duration behind;

    /**
     * @param behind from where on the drain is too far behind to call anybody silent
     */
    Readings(JdbcClient jdbc, Duration behind) {
        this.rollups = new RollupCounts(jdbc);
        this.silence = new Silence(jdbc);
        this.quota = new Quota(rollups);
        this.behind = behind;
    }

    /**
     * Of each rule that is on: one of each active source, or one of the tenant.
     *
     * @param storedUntil what was received before is counted
     */
    List<Reading> of(Watched tenant, Instant storedUntil, Instant now) {
        return AlertKind.ofTenants().stream()
                .filter(kind -> tenant.rule(kind).enabled())
                .flatMap(kind -> of(tenant, kind, tenant.rule(kind), storedUntil, now))
                .toList();
    }

    private Stream<Reading> of(
            Watched tenant, AlertKind kind, AlertRule rule, Instant storedUntil, Instant now) {
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
                            (counts, source) -> tried(id, counts, source, rule, now));
            case COMPLAINT_RATE ->
                    shares(
                            tenant,
                            kind,
                            rollups.events(id, rule, now),
                            (counts, source) -> counts.of(source, "complained"),
                            (counts, source) -> Messages.of(counts, source).arrived());
            case SOURCE_SILENT -> silence(tenant, rule, storedUntil, now);
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

    /**
     * Of how many messages some bounced. Where nothing but bounces came either all messages bounced
     * or the vendor tells of no others, which the days before say; of such a vendor's there is no
     * rate.
     */
    private long tried(UUID id, Counts counts, UUID source, AlertRule rule, Instant now) {
        Messages messages = Messages.of(counts, source);
        boolean known =
                messages.tellMoreThanBounces()
                        || messages.bounced() < rule.minimum()
                        || Messages.of(rollups.eventsOfAWeek(id, now), source)
                                .tellMoreThanBounces();
        return known ? messages.tried() : 0;
    }

    /**
     * What waits in a queue is not counted yet: looked at as of now, all sources would be silent.
     * So they are looked at as of the moment up to which all is counted, and nothing is said where
     * that was too long ago.
     */
    private Stream<Reading> silence(
            Watched tenant, AlertRule rule, Instant storedUntil, Instant now) {
        Instant oldest = now.minus(behind);
        boolean blind = storedUntil.isBefore(oldest);
        Instant until = blind ? oldest : storedUntil.isAfter(now) ? now : storedUntil;
        List<Reading> readings =
                silence.read(tenant.tenantId(), tenant.sources().keySet(), rule, until, now);
        return readings.stream().map(reading -> blind ? reading.undecided() : reading);
    }
}
