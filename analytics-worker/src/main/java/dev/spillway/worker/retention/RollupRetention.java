package dev.spillway.worker.retention;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.rollup.Grain;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes counts that are older than their tenant's plan keeps them, a tenant at a time. They are
 * few beside what they count, and their key begins with tenant, grain and time. Whom the pass has
 * come to is committed with what was deleted of his.
 */
final class RollupRetention implements Chore {

    private static final String NAME = "rollup";

    /** By the minute and by the hour. */
    private static final List<String> OF_BOTH_GRAINS =
            List.of("event_rollup", "traffic_rollup", "lag_rollup");

    /** By the hour only, with a key by tenant and hour beside the primary one. */
    private static final List<String> BY_HOUR =
            List.of("campaign_money", "campaign_hour", "campaign_people_hour");

    private static final String GENERATIONS = "rollup_generation";

    /**
     * What counts stand under whose tenant is not known, before every tenant; kept as long as
     * anybody's.
     */
    private static final Owner NOBODY = new Owner(new UUID(0, 0), Plan.SCALE);

    /** Stays where it is when told no position. */
    private static final String MOVE =
            """
            INSERT INTO sweep (name, position, moved_at, swept) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE position = COALESCE(VALUES(position), position),
                moved_at = VALUES(moved_at), swept = swept + VALUES(swept)
            """;

    private static final String BEGIN_ANEW =
            """
            INSERT INTO sweep (name, moved_at, passes) VALUES (?, ?, 1)
            ON DUPLICATE KEY UPDATE position = NULL, moved_at = VALUES(moved_at), swept = 0,
                passes = passes + 1
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Duration minutes;
    private final int most;
    private final Clock clock;

    /** Whether the last step ended a pass. */
    private boolean passEnded;

    /**
     * @param minutes how long counts by the minute are kept; those by the hour are the plan's
     * @param most rows that a step deletes
     */
    RollupRetention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Duration minutes,
            int most,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.minutes = minutes;
        this.most = most;
        this.clock = clock;
    }

    private record Owner(UUID tenantId, Plan plan) {}

    /** Which of a tenant's rows are too old; the marks stand for {@code values}. */
    private record Expired(String table, String condition, List<Object> values) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> tables() {
        return Stream.of(OF_BOTH_GRAINS, BY_HOUR, List.of(GENERATIONS))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    /** The next tenant, who stays next while there is more of his than a step deletes. */
    @Override
    public long step() {
        Long deleted = transaction.execute(_ -> next().map(this::delete).orElseGet(this::end));
        return deleted == null ? 0 : deleted;
    }

    /** A turn goes on with the next tenant, and a pass ends it. */
    @Override
    public boolean isBehind(long gone) {
        return !passEnded;
    }

    /** Empty behind the last one. */
    private Optional<Owner> next() {
        Optional<byte[]> after =
                jdbc.sql("SELECT position FROM sweep WHERE name = ? AND position IS NOT NULL")
                        .param(NAME)
                        .query((row, _) -> row.getBytes("position"))
                        .optional();
        return after.isEmpty() ? Optional.of(NOBODY) : after.flatMap(this::tenantAfter);
    }

    private Optional<Owner> tenantAfter(byte[] tenantId) {
        return jdbc.sql("SELECT id, plan FROM tenant WHERE id > ? ORDER BY id LIMIT 1")
                .param(tenantId)
                .query((row, _) ->
                        new Owner(
                                Ids.uuid(row.getBytes("id")),
                                Plan.find(row.getString("plan")).orElse(Plan.SCALE)))
                .optional();
    }

    private long delete(Owner owner) {
        long deleted = 0;
        for (Expired expired : expired(owner.plan())) {
            deleted += delete(owner.tenantId(), expired, most - deleted);
        }
        passEnded = false;
        jdbc.sql(MOVE)
                .param(NAME)
                .param(deleted < most ? Ids.bytes(owner.tenantId()) : null)
                .param(UtcTime.column(clock.instant()))
                .param(deleted)
                .update();
        return deleted;
    }

    private long end() {
        passEnded = true;
        jdbc.sql(BEGIN_ANEW).params(NAME, UtcTime.column(clock.instant())).update();
        return 0;
    }

    /** Which generation is seen matters for as long as there are rows, so these are the last. */
    private List<Expired> expired(Plan plan) {
        Instant now = clock.instant();
        Instant oldest = now.minus(Duration.ofDays(plan.rollupDays()));
        List<Expired> expired = new ArrayList<>();
        for (String table : OF_BOTH_GRAINS) {
            expired.add(ofGrain(table, Grain.MINUTE, now.minus(minutes)));
            expired.add(ofGrain(table, Grain.HOUR, oldest));
        }
        for (String table : BY_HOUR) {
            expired.add(new Expired(table, "hour < ?", List.of(UtcTime.column(oldest))));
        }
        expired.add(
                new Expired(
                        GENERATIONS,
                        "hour < ? AND job_id IS NULL",
                        List.of(UtcTime.column(oldest.minus(Duration.ofDays(1))))));
        return expired;
    }

    private static Expired ofGrain(String table, Grain grain, Instant before) {
        return new Expired(
                table, "grain = ? AND bucket < ?", List.of(grain.code(), UtcTime.column(before)));
    }

    private long delete(UUID tenantId, Expired expired, long limit) {
        return limit == 0
                ? 0
                : jdbc.sql(
                                "DELETE FROM %s WHERE tenant_id = ? AND %s LIMIT %d"
                                        .formatted(expired.table(), expired.condition(), limit))
                        .param(Ids.bytes(tenantId))
                        .params(expired.values())
                        .update();
    }
}
