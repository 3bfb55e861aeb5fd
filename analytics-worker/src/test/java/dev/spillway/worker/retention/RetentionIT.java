package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.retention.Sweep.KeyColumn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "webhook_duplicate", "event"})
    void daysAreSplitOffInStepsAndDroppedOnceTheyHaveExpired(String table) {
        TenantFixture tenant = database.tenant("stripe");
        for (int day = 0; day <= 11; day++) {
            add(table, tenant, TODAY.plusDays(day));
        }

        for (int step = 0; step < 5; step++) {
            assertThat(days(table, TODAY).step()).isZero();
        }
        assertThat(partitions(table)).isEqualTo(12 + 1);
        assertThat(database.count(table, tenant.id())).isEqualTo(12);

        LocalDate later = TODAY.plusDays(3);
        assertThat(days(table, later).step()).isEqualTo(1);
        assertThat(days(table, later).step()).isEqualTo(1);
        assertThat(days(table, later).step()).isEqualTo(1);
        assertThat(days(table, later).step()).isZero();
        assertThat(database.rows(table, tenant.id()))
                .hasSize(9)
                .extracting(row -> ((Date) row.get("expires_on")).toLocalDate())
                .allSatisfy(day -> assertThat(day).isAfterOrEqualTo(later));
        assertThat(partitions(table)).isEqualTo(12 + 1);
    }

    private static void add(String table, TenantFixture tenant, LocalDate expiresOn) {
        String insert =
                switch (table) {
                    case "webhook" ->
                            "(tenant_id, source_id, id, parcel_id, provider, received_at, stored_at,"
                                    + " method, path, query, headers, body, size_bytes, verification,"
                                    + " outcome, event_count, expires_on) VALUES (?, ?, ?,"
                                    + " x'00000000000000000000000000000000', 'stripe', NOW(3), NOW(3),"
                                    + " 'POST', '', '', '[]', '', 0, 'verified', 'normalised', 0, ?)";
                    case "webhook_duplicate" ->
                            "(tenant_id, source_id, id, webhook_id, received_at, expires_on)"
                                    + " VALUES (?, ?, ?, x'00000000000000000000000000000000', NOW(3), ?)";
                    case "event" ->
                            "(tenant_id, source_id, webhook_id, ordinal, id, provider, channel, type,"
                                    + " occurred_at, received_at, expires_on) VALUES (?, ?, ?, 0,"
                                    + " x'00000000000000000000000000000000', 'stripe', 'commerce', 'paid',"
                                    + " NOW(3), NOW(3), ?)";
                    default -> throw new IllegalArgumentException(table);
                };
        database.owner()
                .update(
                        "INSERT INTO " + table + " " + insert,
                        Ids.bytes(tenant.id()),
                        Ids.bytes(tenant.sourceId()),
                        Ids.bytes(Ids.next()),
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
                InstantSource.fixed(now),
                Clock.fixed(now, ZoneOffset.UTC));
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
}
