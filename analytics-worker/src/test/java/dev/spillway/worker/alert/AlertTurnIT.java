package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who judges, and when: of several workers one, and each tenant once. */
@CloudTest(parts = Part.DATABASE)
class AlertTurnIT {

    private static final EventSchema SCHEMA = EventSchema.of("alerts.md");
    private static final Duration HOUR = Duration.ofHours(1);

    private static WorkerDatabase database;
    private static AlertFixture fixture;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new AlertFixture(database);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void restart() {
        fixture.restart();
        database.owner().update("DELETE FROM sweep");
    }

    /** A second judge, had the lock failed, finds what the first one left, or fails. */
    @Test
    void twoJudgesAtOnceTellOnce() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(1));

        Watched watched = fixture.watched(tenant);
        List<Reading> readings = fixture.readings().of(watched, fixture.now(), fixture.now());
        List<CompletableFuture<Void>> judges =
                Stream.generate(() ->
                                CompletableFuture.runAsync(() ->
                                        fixture.judge()
                                                .judge(
                                                        tenant.id(),
                                                        readings,
                                                        watched::rule,
                                                        watched.sources(),
                                                        fixture.now())))
                        .limit(6)
                        .toList();
        for (CompletableFuture<Void> judge : judges) {
            judge.get(20, TimeUnit.SECONDS);
        }

        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).hasSize(1);
    }

    /** Whatever their timers do. */
    @Test
    void ofManyWorkersOneHasATurnAndEachTenantIsJudgedOnceInIt() throws Exception {
        List<TenantFixture> tenants = Stream.generate(AlertTurnIT::overItsQuota).limit(5).toList();
        List<AlertFixture> workers =
                Stream.generate(() -> new AlertFixture(database)).limit(3).toList();
        List<Watch> watches =
                workers.stream()
                        .map(each -> each.watch(1_000, HOUR, AlertFixture.clock()))
                        .toList();
        for (int turn = 1; turn <= 3; turn++) {
            aTurnIsDue();
            for (int look = 0; look < 4; look++) {
                allAtOnce(watches);
            }
            assertThat(workers.stream().mapToLong(AlertFixture::judged).sum())
                    .isEqualTo(turn * allTenants());
        }

        for (TenantFixture tenant : tenants) {
            assertThat(fixture.messages(tenant.id(), AlertKind.QUOTA_NEAR)).hasSize(1);
        }
        workers.forEach(AlertFixture::close);
    }

    /** What fires at the first look. */
    private static TenantFixture overItsQuota() {
        TenantFixture tenant = database.tenant(Plan.STARTER, "sendgrid", "{}");
        fixture.pass(Duration.between(fixture.now(), Instant.now()));
        fixture.traffic(tenant, "received", 850_000);
        return tenant;
    }

    private static void aTurnIsDue() {
        database.owner()
                .update(
                        "UPDATE sweep SET moved_at = moved_at - INTERVAL 1 HOUR"
                                + " WHERE name = 'alerts'");
    }

    private static void allAtOnce(List<Watch> watches) throws Exception {
        List<CompletableFuture<Void>> runs =
                watches.stream().map(watch -> CompletableFuture.runAsync(watch::run)).toList();
        for (CompletableFuture<Void> run : runs) {
            run.get(20, TimeUnit.SECONDS);
        }
    }

    private static long allTenants() {
        return database.owner().queryForObject("SELECT COUNT(*) FROM tenant", Long.class);
    }

    @Test
    void aJudgeThatDiesIsFollowedByAnotherWhoGoesOnWhereItStopped() {
        Stream.generate(AlertTurnIT::overItsQuota).limit(4).forEach(_ -> {});
        try (AlertFixture one = new AlertFixture(database);
                AlertFixture other = new AlertFixture(database)) {
            Watch dying = one.watch(1_000, HOUR, new DyingClock(3));
            Watch next = other.watch(1_000, HOUR, AlertFixture.clock());

            assertThatThrownBy(dying::run).isInstanceOf(DyingClock.Death.class);
            assertThat(one.judged()).isEqualTo(2);
            next.run();

            assertThat(other.judged()).isEqualTo(allTenants() - 2);
            next.run();
            assertThat(other.judged()).as("its turn is over").isEqualTo(allTenants() - 2);
        }
    }

    /** Of a worker that is killed before it has looked at the clock so often once more. */
    private static final class DyingClock extends Clock {
        private static final class Death extends Error {}

        private int left;

        DyingClock(int looks) {
            this.left = looks;
        }

        @Override
        public Instant instant() {
            if (left-- == 0) {
                throw new Death();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** What one has judged another need not, and a restart forgets nothing. */
    @Test
    void aRoundGoesOnInTheNextTurnWhoeverHasIt() {
        Stream.generate(AlertTurnIT::overItsQuota).limit(5).forEach(_ -> {});
        long judged = 0;
        for (long turn = 0; turn < Math.ceilDiv(allTenants() + 1, 2); turn++) {
            try (AlertFixture started = new AlertFixture(database)) {
                started.watch(2).run();
                assertThat(started.judged()).isLessThanOrEqualTo(2);
                judged += started.judged();
            }
        }

        assertThat(judged).isEqualTo(allTenants());
    }

    @Test
    void aTurnGoesRoundAllTenantsAndLeavesThemToWhoIsAtIt() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.pass(Duration.between(fixture.now(), Instant.now()));
        fixture.traffic(tenant, "dead_letter", 50);
        Watch watch = fixture.watch(7);
        long tenants = database.owner().queryForObject("SELECT COUNT(*) FROM tenant", Long.class);

        try (Connection other = database.owner().getDataSource().getConnection()) {
            other.createStatement()
                    .execute("SELECT GET_LOCK(CONCAT('spillway.alerts.', DATABASE()), 0)");
            turns(watch, tenants);
            assertThat(database.count("alert", tenant.id())).isZero();
        }
        turns(watch, tenants);

        assertThat(database.count("alert", tenant.id())).isEqualTo(1);
    }

    private static void turns(Watch watch, long tenants) {
        for (long turn = 0; turn <= tenants / 7 + 1; turn++) {
            watch.run();
        }
    }

    @Test
    void operatorsAreToldThatOverflowIsADayBehind() {
        UUID platform = new UUID(0, 0);
        AlertKind kind = AlertKind.OVERFLOW_DELAYED;

        platformLooks(Duration.ofMinutes(23 * 60 + 59), Duration.ZERO);
        platformLooks(Duration.ofMinutes(23 * 60 + 59), Duration.ofMinutes(5));
        assertThat(fixture.messages(platform, kind)).isEmpty();
        platformLooks(Duration.ofHours(24), Duration.ofMinutes(1));
        platformLooks(Duration.ofHours(24), Duration.ofMinutes(5));
        platformLooks(Duration.ofHours(30), Duration.ofMinutes(5));
        assertThat(fixture.messages(platform, kind)).hasSize(1);
        platformLooks(Duration.ZERO, Duration.ofMinutes(5));
        platformLooks(Duration.ZERO, Duration.ofMinutes(5));

        assertThat(fixture.messages(platform, kind)).hasSize(2);
        fixture.messages(platform, kind).forEach(SCHEMA::assertMatches);
    }

    private static void platformLooks(Duration age, Duration later) {
        fixture.pass(later);
        fixture.watch(1).judgePlatform(age, fixture.now());
    }
}
