package dev.spillway.worker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of how many messages some bounced, or were complained about, at vendors who tell not of all. */
@CloudTest(parts = Part.DATABASE)
class AlertBasisIT {

    private static WorkerDatabase database;
    private static AlertFixture fixture;

    private TenantFixture tenant;

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
    void aTenant() {
        fixture.restart();
        tenant = database.tenant("unheard-of");
    }

    private void told(Map<String, Long> events) {
        events.forEach((type, number) -> fixture.events(tenant, type, number));
    }

    private Reading reading(AlertKind kind) {
        return fixture.readings().of(fixture.watched(tenant), fixture.now(), fixture.now()).stream()
                .filter(reading -> reading.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void reads(AlertKind kind, double value, long basis, Verdict verdict) {
        assertThat(reading(kind))
                .isEqualTo(new Reading(kind, tenant.sourceId(), value, basis, verdict));
    }

    @Test
    void bouncesAreOfWhatWasSentWhereNothingIsToldOfArriving() {
        told(Map.of("sent", 200L, "bounced", 10L));

        reads(AlertKind.BOUNCE_RATE, 0.05, 200, Verdict.BREACHED);
    }

    @Test
    void bouncesAreOfWhatArrivedOrDidNotWhereNothingIsToldOfSending() {
        told(Map.of("delivered", 190L, "bounced", 10L));

        reads(AlertKind.BOUNCE_RATE, 0.05, 200, Verdict.BREACHED);
    }

    @Test
    void aMessageThatIsToldOfTwiceIsOne() {
        told(Map.of("sent", 1_000L, "delivered", 990L, "bounced", 10L, "complained", 1L));

        reads(AlertKind.BOUNCE_RATE, 0.01, 1_000, Verdict.CLEARED);
        reads(AlertKind.COMPLAINT_RATE, 1.0 / 990, 990, Verdict.TOO_LITTLE);
    }

    @Test
    void whatWasSentBeforeTheWindowAndArrivedInItCounts() {
        told(Map.of("sent", 3L, "delivered", 190L, "bounced", 10L));

        reads(AlertKind.BOUNCE_RATE, 0.05, 200, Verdict.BREACHED);
    }

    @Test
    void nothingThatIsTriedAgainIsABounce() {
        told(Map.of("sent", 200L, "bounced", 9L, "deferred", 100L, "undelivered", 100L));

        reads(AlertKind.BOUNCE_RATE, 0.045, 200, Verdict.UNDECIDED);
    }

    /** All would have bounced, at a vendor who tells of bounces alone. */
    @Test
    void ofNothingButBouncesThereIsNoRate() {
        told(Map.of("bounced", 500L, "opened", 10L));

        reads(AlertKind.BOUNCE_RATE, 0, 0, Verdict.TOO_LITTLE);
    }

    @Test
    void whereOthersArrivedOnDaysBeforeAllBouncedIndeed() {
        fixture.pass(Duration.ofDays(-6));
        told(Map.of("delivered", 1L));
        fixture.restart();
        told(Map.of("bounced", 500L));

        reads(AlertKind.BOUNCE_RATE, 1, 500, Verdict.BREACHED);
    }

    @Test
    void complaintsAreOfWhatWasSentAndDidNotBounceWhereNothingIsToldOfArriving() {
        told(Map.of("sent", 1_010L, "bounced", 10L, "complained", 1L));

        reads(AlertKind.COMPLAINT_RATE, 0.001, 1_000, Verdict.BREACHED);
    }

    @Test
    void ofNothingButComplaintsThereIsNoRate() {
        told(Map.of("complained", 5_000L));

        reads(AlertKind.COMPLAINT_RATE, 0, 0, Verdict.TOO_LITTLE);
    }
}
