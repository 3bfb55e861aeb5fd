package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule over rollups in a real database, as the worker's database user. */
@CloudTest(parts = Part.DATABASE)
class AlertRuleIT {

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
                            fixture.refused(tenant, "signature_invalid", 10);
                            fixture.refused(tenant, "signature_missing", 5);
                            fixture.refused(tenant, "source_paused", 1_000);
                        },
                        Duration.ofMinutes(20),
                        tenant -> fixture.traffic(tenant, "received", 100)),
                new Story(
                        AlertKind.SOURCE_SILENT,
                        tenant -> fixture.habit(tenant, 7, 100),
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
    void theSchemaRefusesWhatIsNoAlert() {
        SCHEMA.assertRefuses("{}");
        SCHEMA.assertRefuses("{\"type\":\"recipient.suppressed\"}");
    }
}
