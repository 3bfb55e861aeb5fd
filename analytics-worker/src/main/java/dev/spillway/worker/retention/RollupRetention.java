package dev.spillway.worker.retention;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.rollup.Grain;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes counts that are older than their tenant's plan keeps them, a tenant at a time. They are
 * few beside what they count, and their key begins with tenant, grain and time.
 */
final class RollupRetention implements Chore {

    /** By the minute and by the hour. */
    private static final List<String> OF_BOTH_GRAINS =
            List.of("event_rollup", "traffic_rollup", "lag_rollup");

    /** By the hour only, with a key by tenant and hour beside the primary one. */
    private static final List<String> BY_HOUR =
            List.of("campaign_money", "campaign_hour", "campaign_people_hour");

    private static final String GENERATIONS = "rollup_generation";

    private final JdbcClient jdbc;
    private final Duration minutes;
    private final int most;
    private final Clock clock;
    private UUID after = new UUID(0, 0);

    /**
     * @param minutes how long counts by the minute are kept; those by the hour are the plan's
     * @param most rows deleted by one statement
     */
    RollupRetention(JdbcClient jdbc, Duration minutes, int most, Clock clock) {
        this.jdbc = jdbc;
        this.minutes = minutes;
        this.most = most;
        this.clock = clock;
    }

    private record Owner(UUID tenantId, Plan plan) {}

    @Override
    public String name() {
        return "rollup";
    }

    @Override
    public Set<String> tables() {
        return Stream.of(OF_BOTH_GRAINS, BY_HOUR, List.of(GENERATIONS))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    /** The next tenant, or the first again; he stays next while a statement's bound was reached. */
    @Override
    public long step() {
        List<Owner> next = next();
        if (next.isEmpty()) {
            after = new UUID(0, 0);
            return 0;
        }
        Owner owner = next.getFirst();
        Instant now = clock.instant();
        long deleted = delete(owner, Grain.MINUTE, now.minus(minutes));
        Instant oldest = now.minus(Duration.ofDays(owner.plan().rollupDays()));
        deleted += delete(owner, Grain.HOUR, oldest);
        deleted += deleteHours(owner, oldest);
        if (deleted < most) {
            deleted += deleteGenerations(owner, now);
            after = owner.tenantId();
        }
        return deleted;
    }

    /** Which generation is seen matters for as long as there are rows. */
    private long deleteGenerations(Owner owner, Instant now) {
        Instant before = now.minus(Duration.ofDays(owner.plan().rollupDays() + 1L));
        return jdbc.sql(
                        "DELETE FROM %s WHERE tenant_id = ? AND hour < ? AND job_id IS NULL LIMIT %d"
                                .formatted(GENERATIONS, most))
                .params(Ids.bytes(owner.tenantId()), UtcTime.column(before))
                .update();
    }

    private List<Owner> next() {
        return jdbc.sql("SELECT id, plan FROM tenant WHERE id > ? ORDER BY id LIMIT 1")
                .param(Ids.bytes(after))
                .query((row, _) ->
                        new Owner(
                                Ids.uuid(row.getBytes("id")),
                                Plan.find(row.getString("plan")).orElse(Plan.SCALE)))
                .list();
    }

    private long deleteHours(Owner owner, Instant before) {
        long deleted = 0;
        for (String table : BY_HOUR) {
            deleted +=
                    jdbc.sql(
                                    "DELETE FROM %s WHERE tenant_id = ? AND hour < ? LIMIT %d"
                                            .formatted(table, most))
                            .params(Ids.bytes(owner.tenantId()), UtcTime.column(before))
                            .update();
        }
        return deleted;
    }

    private long delete(Owner owner, Grain grain, Instant before) {
        long deleted = 0;
        for (String table : OF_BOTH_GRAINS) {
            deleted +=
                    jdbc.sql(
                                    "DELETE FROM %s WHERE tenant_id = ? AND grain = ? AND bucket < ? LIMIT %d"
                                            .formatted(table, most))
                            .params(
                                    Ids.bytes(owner.tenantId()),
                                    grain.code(),
                                    UtcTime.column(before))
                            .update();
        }
        return deleted;
    }
}
