package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DuplicateKeyException;

/** Every rule over rollups in a real database, as the worker's database user. */
@CloudTest(parts = Part.DATABASE)
class AlertIT {

    private static final EventSchema SCHEMA = EventSchema.of("alerts.md");

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
    }

    /** What makes a rule fire, and what makes it well again after a while. */
    record Story(AlertKind kind, Happening begin, Duration later, Happening end) {
        interface Happening {
            void happen(TenantFixture tenant);
        }

        @Override
        public String toString() {
            return kind.code();
        }
    }

    static Stream<Story> stories() {
        return Stream.of(
                new Story(
                        AlertKind.VERIFICATION_FAILING,
                        tenant -> {
                            fixture.traffic(tenant, "received", 70);
                            fixture.traffic(tenant, "failed", 5);
                            refused(tenant, "signature_invalid", 10);
                            refused(tenant, "signature_missing", 5);
                            refused(tenant, "source_paused", 1_000);
                        },
                        Duration.ofMinutes(20),
                        tenant -> fixture.traffic(tenant, "received", 100)),
                new Story(
                        AlertKind.SOURCE_SILENT,
                        tenant -> habit(tenant, 7, 100),
                        Duration.ofMinutes(20),
                        tenant -> fixture.traffic(tenant, "received", 30)),
                new Story(
                        AlertKind.DUPLICATE_STORM,
                        tenant -> {
                            fixture.traffic(tenant, "received", 200);
                            fixture.traffic(tenant, "duplicate", 120);
                        },
                        Duration.ofMinutes(20),
                        tenant -> fixture.traffic(tenant, "received", 200)),
                new Story(
                        AlertKind.DEAD_LETTERS_GROWING,
                        tenant -> fixture.traffic(tenant, "dead_letter", 12),
                        Duration.ofMinutes(20),
                        _ -> {}),
                new Story(
                        AlertKind.BOUNCE_RATE,
                        tenant -> {
                            fixture.events(tenant, "delivered", 280);
                            fixture.events(tenant, "bounced", 20);
                            fixture.events(tenant, "opened", 5_000);
                        },
                        Duration.ofHours(4),
                        tenant -> fixture.events(tenant, "delivered", 300)),
                new Story(
                        AlertKind.COMPLAINT_RATE,
                        tenant -> {
                            fixture.events(tenant, "delivered", 2_000);
                            fixture.events(tenant, "complained", 3);
                        },
                        Duration.ofHours(26),
                        tenant -> fixture.events(tenant, "delivered", 2_000)),
                new Story(
                        AlertKind.QUOTA_NEAR,
                        tenant -> fixture.traffic(tenant, "received", 850_000),
                        Duration.ofDays(14),
                        _ -> {}));
    }

    private static void refused(TenantFixture tenant, String reason, long requests) {
        fixture.traffic(tenant, fixture.now(), "rejected", reason, requests);
    }

    /** So many came in the hour before, on each of so many days before today. */
    private static void habit(TenantFixture tenant, int days, long webhooks) {
        for (int day = 1; day <= days; day++) {
            fixture.traffic(
                    tenant,
                    fixture.now().minus(Duration.ofDays(day)).minus(Duration.ofHours(1)),
                    "received",
                    "",
                    webhooks);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void firesOnceAndIsResolvedOnce(Story story) {
        TenantFixture tenant = database.tenant(Plan.STARTER, "sendgrid", "{}");
        Duration hold = story.kind().standard().hold();

        story.begin().happen(tenant);
        fixture.look(tenant);
        assertThat(messages(tenant, story)).hasSize(hold.isZero() ? 1 : 0);
        for (int look = 0; look < 3; look++) {
            fixture.pass(hold);
            fixture.look(tenant);
        }
        assertThat(messages(tenant, story)).singleElement().asString().contains("alert.firing");
        assertThat(fixture.alerts(tenant.id(), story.kind()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", "firing"));

        fixture.pass(story.later());
        story.end().happen(tenant);
        for (int look = 0; look < 4; look++) {
            fixture.look(tenant);
            fixture.pass(hold);
        }

        assertThat(messages(tenant, story)).hasSize(2).last().asString().contains("alert.resolved");
        assertThat(fixture.alerts(tenant.id(), story.kind()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", "resolved"));
        messages(tenant, story).forEach(SCHEMA::assertMatches);
    }

    private static List<String> messages(TenantFixture tenant, Story story) {
        return fixture.messages(tenant.id(), story.kind());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aRuleThatIsOffStaysStillAndEndsWhatFires(Story story) {
        AlertRule standard = story.kind().standard();
        AlertRule off =
                new AlertRule(
                        false,
                        standard.threshold(),
                        standard.minimum(),
                        standard.window(),
                        standard.hold());
        TenantFixture still = database.tenant(Plan.STARTER, "sendgrid", "{}");
        TenantFixture ended = database.tenant(Plan.STARTER, "sendgrid", "{}");
        fixture.rule(still, story.kind(), off);
        for (TenantFixture tenant : List.of(still, ended)) {
            story.begin().happen(tenant);
            fixture.look(tenant);
        }
        fixture.pass(standard.hold());
        fixture.look(still);
        fixture.look(ended);

        fixture.rule(ended, story.kind(), off);
        fixture.look(ended);

        assertThat(messages(still, story)).isEmpty();
        assertThat(messages(ended, story)).hasSize(2).last().asString().contains("not_watched");
        messages(ended, story).forEach(SCHEMA::assertMatches);
    }

    @Test
    void anotherTenantsRowsAndRulesAreNotLookedAt() {
        TenantFixture noisy = database.tenant("sendgrid");
        TenantFixture quiet = database.tenant("sendgrid");
        fixture.traffic(noisy, "dead_letter", 50);

        fixture.look(quiet);
        fixture.look(noisy);
        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.look(quiet)).isEmpty();
        assertThat(database.count("alert", quiet.id())).isZero();
        assertThat(fixture.look(noisy)).hasSize(1);
    }

    @Test
    void whatRecoversBeforeTheHoldIsOverWasNoAlert() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);
        assertThat(database.count("alert", tenant.id())).isEqualTo(1);

        fixture.pass(Duration.ofMinutes(20));
        fixture.look(tenant);

        assertThat(database.count("alert", tenant.id())).isZero();
        assertThat(database.count("outbox", tenant.id())).isZero();
    }

    @Test
    void whatTremblesOnTheThresholdRingsOnce() {
        TenantFixture tenant = database.tenant("sendgrid");
        AlertRule rule = new AlertRule(true, 10, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        fixture.rule(tenant, AlertKind.DEAD_LETTERS_GROWING, rule);
        for (int look = 0; look < 12; look++) {
            // Nine is below the threshold and not below four fifths of it.
            fixture.traffic(tenant, "dead_letter", look % 2 == 0 ? 10 : 9);
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(2));
        }

        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).isEmpty();
        fixture.traffic(tenant, "dead_letter", 10);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(1));
        fixture.traffic(tenant, "dead_letter", 10);
        fixture.look(tenant);
        for (int look = 0; look < 6; look++) {
            fixture.pass(Duration.ofMinutes(2));
            fixture.traffic(tenant, "dead_letter", 9);
            fixture.look(tenant);
        }
        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).hasSize(1);
    }

    @Test
    void itCanFireAgainUnderAnotherId() {
        TenantFixture tenant = database.tenant("sendgrid");
        for (int time = 0; time < 2; time++) {
            fixture.traffic(tenant, "dead_letter", 50);
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(1));
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(20));
            fixture.look(tenant);
            fixture.pass(Duration.ofMinutes(1));
            fixture.look(tenant);
        }

        assertThat(fixture.messages(tenant.id(), AlertKind.DEAD_LETTERS_GROWING)).hasSize(4);
        assertThat(database.count("alert", tenant.id())).isEqualTo(2);
    }

    @Test
    void aSourceWithoutAHabitIsNotSilent() {
        TenantFixture young = database.tenant("sendgrid");
        habit(young, 3, 100);
        TenantFixture sundays = database.tenant("sendgrid");
        habit(sundays, 6, 100);
        TenantFixture small = database.tenant("sendgrid");
        habit(small, 7, 19);

        for (TenantFixture tenant : List.of(young, sundays, small)) {
            fixture.look(tenant);
            assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();
        }
    }

    @Test
    void aSourceWhoseRequestsAreAllRefusedIsNotSilent() {
        TenantFixture tenant = database.tenant("sendgrid");
        habit(tenant, 7, 100);
        refused(tenant, "signature_invalid", 60);

        fixture.look(tenant);

        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();
    }

    @Test
    void aSilentSourceStaysSoAtAnHourAtWhichNothingIsExpected() {
        TenantFixture tenant = database.tenant("sendgrid");
        habit(tenant, 7, 100);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(10));
        fixture.look(tenant);

        fixture.pass(Duration.ofHours(10));
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(20));
        fixture.look(tenant);

        assertThat(fixture.messages(tenant.id(), AlertKind.SOURCE_SILENT)).hasSize(1);
    }

    /** What waits in a queue is not counted yet. */
    @Test
    void nobodyIsSilentWhileTheDrainIsBehind() {
        TenantFixture tenant = database.tenant("sendgrid");
        habit(tenant, 7, 100);
        fixture.drainIsBehind(Duration.ofMinutes(11));
        fixture.look(tenant);
        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).isEmpty();

        fixture.drainIsBehind(Duration.ofMinutes(9));
        fixture.look(tenant);
        assertThat(fixture.alerts(tenant.id(), AlertKind.SOURCE_SILENT)).hasSize(1);
    }

    @Test
    void aPausedSourceEndsItsAlerts() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "received", 200);
        fixture.traffic(tenant, "duplicate", 200);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(2));
        fixture.look(tenant);

        database.owner()
                .update(
                        "UPDATE source SET status = 'paused' WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));
        fixture.look(tenant);

        assertThat(fixture.messages(tenant.id(), AlertKind.DUPLICATE_STORM))
                .hasSize(2)
                .last()
                .asString()
                .contains("not_watched");
    }

    /** A second judge, had the lock failed, finds what the first one left, or fails. */
    @Test
    void twoJudgesAtOnceTellOnce() throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);
        fixture.pass(Duration.ofMinutes(1));

        Watched watched = fixture.watched(tenant);
        List<Reading> readings = fixture.readings().of(watched, fixture.now());
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

    @Test
    void oneIsOpenAtATime() {
        TenantFixture tenant = database.tenant("sendgrid");
        fixture.traffic(tenant, "dead_letter", 50);
        fixture.look(tenant);

        assertThatThrownBy(() ->
                        database.owner()
                                .update(
                                        "INSERT INTO alert (tenant_id, id, kind, scope_id, status,"
                                                + " value, basis, threshold, breached_at, seen_at)"
                                                + " SELECT tenant_id, ?, kind, scope_id, status,"
                                                + " value, basis, threshold, breached_at, seen_at"
                                                + " FROM alert WHERE tenant_id = ?",
                                        Ids.bytes(Ids.next()),
                                        Ids.bytes(tenant.id())))
                .isInstanceOf(DuplicateKeyException.class);
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
        fixture.drainIsBehind(age);
        fixture.watch(1).judgePlatform(fixture.now());
    }

    @Test
    void theSchemaRefusesWhatIsNoAlert() {
        SCHEMA.assertRefuses("{}");
        SCHEMA.assertRefuses("{\"type\":\"recipient.suppressed\"}");
    }
}
