package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.retention.Sweep.KeyColumn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** As the worker's database user, on whatever database the build runs on. */
@CloudTest(parts = Part.DATABASE)
class RetentionIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
    private static final List<KeyColumn> IDENTITY =
            List.of(
                    new KeyColumn("tenant_id", 16),
                    new KeyColumn("source_id", 16),
                    new KeyColumn("identity", 32));

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
    void everySweepIsAtItsBeginning() {
        database.owner().update("DELETE FROM sweep");
    }

    private static Clock at(LocalDate day) {
        return Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private static DayPartitions days(String table, LocalDate day) {
        return new DayPartitions(new JdbcTemplate(pool), table, 10, 4, at(day));
    }

    private static long partitions(String table) {
        Long count =
                database.owner()
                        .queryForObject(
                                "SELECT COUNT(*) FROM information_schema.partitions"
                                        + " WHERE table_schema = DATABASE() AND table_name = ?",
                                Long.class,
                                table);
        return count == null ? 0 : count;
    }

    @Test
    void daysAreSplitOffInStepsAndDroppedOnceTheyHaveExpired() {
        TenantFixture tenant = database.tenant("stripe");
        for (int day = 0; day <= 11; day++) {
            duplicate(tenant, TODAY.plusDays(day));
        }

        for (int step = 0; step < 5; step++) {
            assertThat(days("webhook_duplicate", TODAY).step()).isZero();
        }
        assertThat(partitions("webhook_duplicate")).isEqualTo(12 + 1);
        assertThat(database.count("webhook_duplicate", tenant.id())).isEqualTo(12);

        LocalDate later = TODAY.plusDays(3);
        assertThat(days("webhook_duplicate", later).step()).isEqualTo(1);
        assertThat(days("webhook_duplicate", later).step()).isEqualTo(1);
        assertThat(days("webhook_duplicate", later).step()).isEqualTo(1);
        assertThat(days("webhook_duplicate", later).step()).isZero();
        assertThat(database.rows("webhook_duplicate", tenant.id()))
                .hasSize(9)
                .extracting(row -> ((Date) row.get("expires_on")).toLocalDate())
                .allSatisfy(day -> assertThat(day).isAfterOrEqualTo(later));
        assertThat(partitions("webhook_duplicate")).isEqualTo(12 + 1);
    }

    private static void duplicate(TenantFixture tenant, LocalDate expiresOn) {
        database.owner()
                .update(
                        "INSERT INTO webhook_duplicate VALUES (?, ?, ?, ?, NOW(3), ?)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(Ids.next()),
                        Ids.bytes(Ids.next()),
                        Ids.bytes(tenant.sourceId()),
                        expiresOn);
    }

    @Test
    void noOtherTableCanBeAlteredThatWay() {
        assertThatThrownBy(() -> days("tenant", TODAY).step())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no table of days");
        assertThatThrownBy(() ->
                        new JdbcTemplate(pool)
                                .execute("ALTER TABLE webhook DROP PARTITION p_later"))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void sweepDeletesWhatExpiredAndGoesOnWhereAnotherWorkerStopped() {
        TenantFixture one = database.tenant("stripe");
        TenantFixture two = database.tenant("stripe");
        for (int i = 0; i < 60; i++) {
            claim(one, NOW.minus(Duration.ofHours(1)));
            claim(one, NOW.plus(Duration.ofHours(1)));
            claim(two, i % 3 == 0 ? NOW.minus(Duration.ofDays(9)) : NOW.plusSeconds(5));
        }

        List<Long> deleted = new ArrayList<>();
        do {
            // Each step by a sweep that knows nothing but what the last one committed.
            deleted.add(sweep(25).step());
        } while (passes("event_claim") == 0);

        assertThat(deleted).hasSizeGreaterThan(5);
        assertThat(deleted.stream().mapToLong(Long::longValue).sum()).isEqualTo(80);
        assertThat(database.count("event_claim", one.id())).isEqualTo(60);
        assertThat(database.count("event_claim", two.id())).isEqualTo(40);
    }

    private static Sweep sweep(int slice) {
        return sweep(
                new Sweep.Table("event_claim", IDENTITY, "expires_at", Duration.ZERO), slice, NOW);
    }

    private static Sweep sweep(Sweep.Table table, int slice, Instant now) {
        return new Sweep(
                JdbcClient.create(pool),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                table,
                slice,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** All that the worker sweeps, with its own settings. */
    private static List<Sweep.Table> standard() {
        return RetentionConfiguration.tables(
                new Binder(new MapConfigurationPropertySource())
                        .bindOrCreate("spillway.retention", RetentionProperties.class));
    }

    private static Sweep.Table standard(String name) {
        return standard().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Nothing has expired. */
    @Test
    void everyTableThatIsSweptIsThereAndMayBeSwept() {
        assertThat(standard())
                .hasSize(13)
                .allSatisfy(table -> assertThat(sweep(table, 5, Instant.EPOCH).step()).isZero());
    }

    @Test
    void jobsGoOnceTheyEndedLongAgo() {
        TenantFixture tenant = database.tenant("stripe");
        Sweep.Table jobs = standard("job");
        Duration kept = Duration.ofDays(90);
        UUID ended = job(tenant, "done", NOW.minus(kept).minusSeconds(1));
        UUID cancelled = job(tenant, "cancelled", NOW.minus(kept).minusSeconds(1));
        UUID later = job(tenant, "failed", NOW.minus(kept));
        UUID waiting = job(tenant, "waiting", null);

        assertThat(sweep(jobs, 100, NOW).step()).isEqualTo(2);

        assertThat(database.rows("job", tenant.id()))
                .extracting(row -> Ids.uuid((byte[]) row.get("id")))
                .containsExactlyInAnyOrder(later, waiting)
                .doesNotContain(ended, cancelled);
    }

    private static UUID job(TenantFixture tenant, String status, @Nullable Instant finishedAt) {
        UUID id = new JobFixture(database).ask(tenant.id(), "dead_letter_replay", "{}");
        database.owner()
                .update(
                        "UPDATE job SET status = ?, created_at = '2020-01-01', finished_at = ? WHERE id = ?",
                        status,
                        finishedAt == null
                                ? null
                                : finishedAt.atOffset(ZoneOffset.UTC).toLocalDateTime(),
                        Ids.bytes(id));
        return id;
    }

    private static long passes(String name) {
        Long passes =
                database.owner()
                        .queryForObject(
                                "SELECT passes FROM sweep WHERE name = ?", Long.class, name);
        return passes == null ? 0 : passes;
    }

    private static void claim(TenantFixture tenant, Instant expiresAt) {
        byte[] identity = new byte[32];
        RANDOM.nextBytes(identity);
        database.owner()
                .update(
                        "INSERT INTO event_claim VALUES (?, ?, ?, ?, ?)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(tenant.sourceId()),
                        identity,
                        Ids.bytes(Ids.next()),
                        expiresAt.atOffset(ZoneOffset.UTC).toLocalDateTime());
    }

    @Test
    void countsGoWhenTheirPlanSaysSo() {
        TenantFixture starter = database.tenant(Plan.STARTER, "stripe", "{}");
        TenantFixture scale = database.tenant(Plan.SCALE, "stripe", "{}");
        Duration old = Duration.ofDays(500);
        for (TenantFixture tenant : List.of(starter, scale)) {
            count(tenant, "hour", NOW.minus(old));
            count(tenant, "hour", NOW);
            count(tenant, "minute", NOW.minus(Duration.ofDays(20)));
            count(tenant, "minute", NOW);
            money(tenant, NOW.minus(old));
            money(tenant, NOW);
        }

        RollupRetention retention =
                new RollupRetention(
                        JdbcClient.create(pool),
                        Duration.ofDays(14),
                        100,
                        Clock.fixed(NOW, ZoneOffset.UTC));
        Long tenants = database.owner().queryForObject("SELECT COUNT(*) FROM tenant", Long.class);
        for (long i = 0; i < tenants; i++) {
            retention.step();
        }

        assertThat(database.count("lag_rollup", starter.id())).isEqualTo(2);
        assertThat(database.count("lag_rollup", scale.id())).isEqualTo(3);
        assertThat(database.count("campaign_money", starter.id())).isEqualTo(1);
        assertThat(database.count("campaign_money", scale.id())).isEqualTo(2);
    }

    private static void money(TenantFixture tenant, Instant hour) {
        database.owner()
                .update(
                        "INSERT INTO campaign_money VALUES (?, ?, ?, ?, 'EUR', 'order', 0, 1, 100)",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(Ids.next()),
                        hour.truncatedTo(ChronoUnit.HOURS)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDateTime(),
                        Ids.bytes(tenant.sourceId()));
    }

    private static void count(TenantFixture tenant, String grain, Instant bucket) {
        database.owner()
                .update(
                        "INSERT INTO lag_rollup VALUES (?, ?, ?, 10, 0, 1)",
                        Ids.bytes(tenant.id()),
                        grain,
                        bucket.truncatedTo(ChronoUnit.HOURS)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDateTime());
    }

    /** Whoever stores more than a slice in a turn must not fill the table for ever. */
    @Test
    void sweepThatIsBehindGoesOnAndOneThatIsNotWaitsForItsTurn() {
        TenantFixture tenant = database.tenant("stripe");
        database.owner().update("DELETE FROM event_claim");
        for (int i = 0; i < 100; i++) {
            claim(tenant, NOW.minusSeconds(1));
        }
        Housekeeping brief = housekeeping(Duration.ZERO);
        Housekeeping patient = housekeeping(Duration.ofMinutes(1));

        brief.run();
        assertThat(database.count("event_claim", tenant.id())).isEqualTo(90);
        patient.run();
        assertThat(database.count("event_claim", tenant.id())).isZero();

        for (int i = 0; i < 100; i++) {
            claim(tenant, NOW.plusSeconds(1));
        }
        everySweepIsAtItsBeginning();
        patient.run();
        assertThat(database.owner().queryForObject("SELECT passes FROM sweep", Long.class))
                .as("one slice of ten")
                .isZero();
    }

    private static Housekeeping housekeeping(Duration stint) {
        return new Housekeeping(
                new JdbcTemplate(pool), List.of(sweep(10)), stint, new SimpleMeterRegistry());
    }

    @Test
    void onlyOneWorkerKeepsHouseAndAFailingChoreKeepsNoOther() throws Exception {
        List<String> done = new ArrayList<>();
        Housekeeping housekeeping =
                new Housekeeping(
                        new JdbcTemplate(pool),
                        List.of(
                                chore(
                                        "broken",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                chore("sound", () -> done.add("sound"))),
                        Duration.ZERO,
                        new SimpleMeterRegistry());

        try (Connection other = pool.getConnection()) {
            other.createStatement()
                    .execute("SELECT GET_LOCK(CONCAT('spillway.retention.', DATABASE()), 0)");
            housekeeping.run();
            assertThat(done).isEmpty();
            other.createStatement()
                    .execute("SELECT RELEASE_LOCK(CONCAT('spillway.retention.', DATABASE()))");
        }
        housekeeping.run();

        assertThat(done).containsExactly("sound");
    }

    private static Chore chore(String name, Runnable step) {
        return new Chore() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long step() {
                step.run();
                return 1;
            }
        };
    }
}
