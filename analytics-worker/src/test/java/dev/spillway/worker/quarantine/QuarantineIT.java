package dev.spillway.worker.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.JobFixture;
import dev.spillway.worker.fixture.RefusedRequest;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A refused request's way from the queue to its end, in the whole worker. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class QuarantineIT {

    /** Of the sender's, the source's and the body's: none may be found in clear. */
    private static final String[] SECRETS = {
        "4242-4242", "t0ken", QuarantineFixture.RIGHT, QuarantineFixture.WRONG
    };

    private static WorkerDatabase database;
    private static WorkerQueues messages;
    private static String signals;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestCloud cloud = TestCloud.of(QuarantineIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        signals = cloud.queues().signals();
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
        registry.add("spillway.jobs.interval", () -> "50ms");
        registry.add("logging.level.dev.spillway", () -> "debug");
    }

    /** Two: one is forged and stays, so that there is something left to be found. */
    @Test
    void whatIsGenuineIsStoredAndWhatIsHeldStandsNowhereInClear(CapturedOutput output) {
        TenantFixture tenant = database.tenant("stripe");
        database.setCredentials(tenant, Map.of("secret", QuarantineFixture.WRONG));
        RefusedRequest genuine = RefusedRequest.of(database, tenant);
        RefusedRequest forged =
                RefusedRequest.of(database, tenant)
                        .signedBy("whsec_ofAForger")
                        .body("{\"card\":\"4242-4242\"}");
        for (RefusedRequest request : List.of(genuine, forged, genuine)) {
            messages.send(signals, SignalCodec.encode(request.signal()), tenant.id().toString());
        }
        messages.awaitEmpty(signals);
        assertThat(database.count("quarantine", tenant.id())).isEqualTo(2);

        database.setCredentials(tenant, Map.of("secret", QuarantineFixture.RIGHT));
        JobFixture jobs = new JobFixture(database);
        UUID job = jobs.ask(tenant.id(), JobKind.QUARANTINE_RELEASE, QuarantineFixture.all());
        await().atMost(WorkerQueues.SOON).until(() -> jobs.status(job), "done"::equals);

        assertThat(jobs.row(job)).containsEntry("done", 1L).containsEntry("failed", 1L);
        assertThat(database.row("webhook", tenant.id())).containsEntry("verification", "verified");
        assertThat(database.count("dead_letter", tenant.id())).isZero();
        assertNothingInClear();
        assertThat(output.getAll()).doesNotContain(SECRETS);
    }

    private static void assertNothingInClear() {
        List<String> tables =
                database.owner()
                        .queryForList(
                                "SELECT table_name FROM information_schema.tables"
                                        + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
                                String.class);
        assertThat(tables).contains("quarantine", "source", "job", "webhook", "dead_letter");
        for (String table : tables) {
            assertThat(database.owner().queryForList("SELECT * FROM " + table))
                    .as(table)
                    .allSatisfy(row ->
                            assertThat(row.values())
                                    .allSatisfy(value ->
                                            assertThat(text(value)).doesNotContain(SECRETS)));
        }
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
    }
}
