package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.sql.UtcTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts go when their tenant's plan says so, as the worker's database user. */
@CloudTest(parts = Part.DATABASE)
class RollupRetentionIT {

    private static final Instant NOW = Instant.now();

    private static final TenantFixture NOBODY =
            new TenantFixture(new UUID(0, 0), new UUID(0, 0), "none");

    /** A row of each: marks stand for tenant, source, campaign and time. */
    private static final Map<String, String> ROWS =
            Map.of(
                    "event_rollup",
                    "(tenant_id, source_id, campaign_id, bucket, grain, type, machine, slot,"
                            + " events) VALUES (?, ?, ?, ?, '%s', 'opened', FALSE, 0, 1)",
                    "traffic_rollup",
                    "(tenant_id, source_id, reason, bucket, grain, outcome, slot, webhooks)"
                            + " VALUES (?, ?, HEX(?), ?, '%s', 'received', 0, 1)",
                    "lag_rollup",
                    "(tenant_id, bound_millis, slot, bucket, grain, webhooks)"
                            + " VALUES (?, LENGTH(?), LENGTH(?), ?, '%s', 1)",
                    "campaign_money",
                    "(tenant_id, source_id, campaign_id, hour, currency, kind, slot, events, amount)"
                            + " VALUES (?, ?, ?, ?, 'EUR', 'order', 0, 1, 100)",
                    "campaign_hour",
                    "(tenant_id, source_id, campaign_id, hour) VALUES (?, ?, ?, ?)",
                    "campaign_people_hour",
                    "(tenant_id, sketch, campaign_id, hour, stage, machine, people)"
                            + " VALUES (?, ?, ?, ?, 'sent', FALSE, 1)",
                    "rollup_generation",
                    "(tenant_id, source_id, job_id, hour, visible)"
                            + " VALUES (?, ?, IF(? IS NULL, '', NULL), ?, 1)");

    private static WorkerDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void anew() {
        database.owner().update("DELETE FROM sweep WHERE name = 'rollup'");
    }

    private static void add(TenantFixture tenant, String table, String grain, Instant time) {
        database.owner()
                .update(
                        "INSERT INTO " + table + ROWS.get(table).formatted(grain),
                        Ids.bytes(tenant.id()),
                        Ids.bytes(tenant.sourceId()),
                        Ids.bytes(Ids.next()),
                        UtcTime.column(time.truncatedTo(ChronoUnit.HOURS)));
    }

    private static RollupRetention retention() {
        return new RollupRetention(
                JdbcClient.create(pool),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                Duration.ofDays(14),
                100,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** As a turn does it whose stint is long enough. */
    private static void onceRound(RollupRetention retention) {
        long gone;
        do {
            gone = retention.step();
        } while (retention.isBehind(gone));
    }

    private static Map<String, Long> rows(TenantFixture tenant) {
        Map<String, Long> rows = new HashMap<>();
        ROWS.keySet().forEach(table -> rows.put(table, database.count(table, tenant.id())));
        return rows;
    }

    /**
     * Two days around the bound, so that it matters neither that hours are cut nor when it runs.
     */
    @ParameterizedTest
    @EnumSource(Plan.class)
    void whatIsOlderThanThePlanKeepsItGoesFromEachTable(Plan plan) {
        TenantFixture tenant = database.tenant(plan, "stripe", "{}");
        Instant bound = NOW.minus(Duration.ofDays(plan.rollupDays()));
        for (String table : ROWS.keySet()) {
            add(tenant, table, "hour", bound.minus(Duration.ofDays(2)));
            add(tenant, table, "hour", bound.plus(Duration.ofHours(2)));
            add(tenant, table, "hour", NOW);
        }

        onceRound(retention());

        assertThat(rows(tenant))
                .hasSize(7)
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(2));
    }

    @Test
    void itIsEachTenantsOwnPlanThatCounts() {
        TenantFixture starter = database.tenant(Plan.STARTER, "stripe", "{}");
        TenantFixture scale = database.tenant(Plan.SCALE, "stripe", "{}");
        for (TenantFixture tenant : List.of(starter, scale)) {
            ROWS.keySet()
                    .forEach(table -> add(tenant, table, "hour", NOW.minus(Duration.ofDays(500))));
        }

        onceRound(retention());

        assertThat(rows(starter)).allSatisfy((_, count) -> assertThat(count).isZero());
        assertThat(rows(scale)).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void countsByTheMinuteGoAfterTwoWeeksWhateverThePlan() {
        TenantFixture tenant = database.tenant(Plan.SCALE, "stripe", "{}");
        for (String table : List.of("event_rollup", "traffic_rollup", "lag_rollup")) {
            add(tenant, table, "minute", NOW.minus(Duration.ofDays(15)));
            add(tenant, table, "minute", NOW.minus(Duration.ofDays(13)));
            add(tenant, table, "hour", NOW.minus(Duration.ofDays(15)));
        }

        onceRound(retention());

        assertThat(rows(tenant))
                .containsEntry("event_rollup", 2L)
                .containsEntry("traffic_rollup", 2L)
                .containsEntry("lag_rollup", 2L);
    }

    /**
     * Parked messages without a tenant, and the platform's own, are counted under the id of zeros.
     */
    @Test
    void whatIsCountedOfNobodyGoesAfterTheLongestPlan() {
        for (String table : ROWS.keySet()) {
            add(NOBODY, table, "hour", NOW.minus(Duration.ofDays(Plan.SCALE.rollupDays() + 2)));
            add(NOBODY, table, "hour", NOW.minus(Duration.ofDays(Plan.SCALE.rollupDays() - 2)));
        }

        onceRound(retention());

        assertThat(rows(NOBODY)).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
    }
}
