package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule speaks at its threshold, not just below it, and not of too little to say anything of. */
@CloudTest(parts = Part.DATABASE)
class AlertThresholdsIT {

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

    /**
     * A rule and what it is about.
     *
     * @param at what it has to speak of, and hardly
     * @param below one less
     * @param few far beyond the threshold, of one less than the minimum
     */
    record Edge(
            AlertKind kind,
            Consumer<TenantFixture> at,
            Consumer<TenantFixture> below,
            Consumer<TenantFixture> few) {

        @Override
        public String toString() {
            return kind.code();
        }
    }

    static Stream<Edge> edges() {
        return Stream.of(
                new Edge(
                        AlertKind.VERIFICATION_FAILING,
                        webhooks("failed", 20, 100),
                        webhooks("failed", 19, 100),
                        webhooks("failed", 19, 19)),
                new Edge(
                        AlertKind.DUPLICATE_STORM,
                        webhooks("duplicate", 50, 100),
                        webhooks("duplicate", 49, 100),
                        webhooks("duplicate", 99, 99)),
                new Edge(
                        AlertKind.BOUNCE_RATE,
                        events("bounced", 10, 190),
                        events("bounced", 9, 191),
                        events("bounced", 199, 0)),
                new Edge(
                        AlertKind.COMPLAINT_RATE,
                        events("complained", 1, 1_000),
                        events("complained", 1, 1_001),
                        events("complained", 999, 999)),
                new Edge(
                        AlertKind.SOURCE_SILENT,
                        lastHour(4, 100),
                        lastHour(6, 100),
                        lastHour(0, 19)),
                new Edge(
                        AlertKind.DEAD_LETTERS_GROWING,
                        tenant -> fixture.traffic(tenant, "dead_letter", 10),
                        tenant -> fixture.traffic(tenant, "dead_letter", 9),
                        _ -> {}),
                new Edge(AlertKind.QUOTA_NEAR, quota(0.8, 0), quota(0.8, -1), _ -> {}));
    }

    private static Consumer<TenantFixture> webhooks(String outcome, long some, long received) {
        return tenant -> {
            fixture.traffic(tenant, "received", received);
            fixture.traffic(tenant, outcome, some);
        };
    }

    private static Consumer<TenantFixture> events(String type, long some, long delivered) {
        return tenant -> {
            fixture.events(tenant, "delivered", delivered);
            fixture.events(tenant, type, some);
        };
    }

    private static Consumer<TenantFixture> lastHour(long came, long usually) {
        return tenant -> {
            for (int day = 0; day <= 7; day++) {
                fixture.traffic(
                        tenant,
                        fixture.now().minus(Duration.ofDays(day)).minus(Duration.ofHours(1)),
                        "received",
                        "",
                        day == 0 ? came : usually);
            }
        };
    }

    private static Consumer<TenantFixture> quota(double share, long more) {
        return tenant ->
                fixture.traffic(
                        tenant,
                        "received",
                        Math.round(share * Plan.STARTER.monthlyWebhooks()) + more);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void speaksAtItsThresholdAndNotBelow(Edge edge) {
        TenantFixture tenant = looked(edge.kind(), edge.at());
        TenantFixture spared = looked(edge.kind(), edge.below());

        assertThat(fixture.messages(tenant.id(), edge.kind())).hasSize(1);
        assertThat(fixture.alerts(spared.id(), edge.kind())).isEmpty();
        assertThat(fixture.messages(spared.id(), edge.kind())).isEmpty();
    }

    /** Rules of counts and of a quota have no minimum to speak of. */
    static Stream<Edge> edgesWithAMinimum() {
        return edges().filter(edge -> edge.kind().standard().minimum() > 1);
    }

    @ParameterizedTest
    @MethodSource("edgesWithAMinimum")
    void saysNothingOfTooFew(Edge edge) {
        TenantFixture spared = looked(edge.kind(), edge.few());

        assertThat(fixture.alerts(spared.id(), edge.kind())).isEmpty();
        assertThat(fixture.messages(spared.id(), edge.kind())).isEmpty();
    }

    private static TenantFixture looked(AlertKind kind, Consumer<TenantFixture> happening) {
        fixture.restart();
        TenantFixture tenant = database.tenant(Plan.STARTER, "sendgrid", "{}");
        happening.accept(tenant);
        fixture.look(tenant);
        fixture.pass(kind.standard().hold());
        fixture.look(tenant);
        return tenant;
    }
}
