package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.worker.AnalyticsWorker;
import dev.spillway.worker.fixture.ArchiveFolder;
import dev.spillway.worker.fixture.DeletesHeldBack;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerProcess;
import dev.spillway.worker.fixture.WorkerQueues;
import dev.spillway.worker.turn.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starting and stopping, of its own will and not. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES})
@ExtendWith(OutputCaptureExtension.class)
class WorkerProcessIT {

    private static final String NOBODY = "jdbc:mysql://127.0.0.1:1/nowhere";

    private static TestCloud cloud;
    private static WorkerDatabase database;
    private static WorkerQueues messages;

    @BeforeAll
    static void open(TestCloud given) {
        cloud = given;
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
    }

    @Test
    void workerThatStopsGivesBackWhatItCouldNotStoreAndTheNextOneStoresIt() {
        TenantFixture tenant = database.tenant("stripe");
        try (ConfigurableApplicationContext stalled =
                start(Map.of("spring.datasource.url", NOBODY))) {
            messages.send(
                    cloud.queues().main(),
                    tenant.parcel(tenant.webhook().eventKey("evt_1").build()));
            StallGate gate = stalled.getBean(StallGate.class);
            await().atMost(WorkerQueues.SOON).until(gate::isShut);
        }
        assertThat(messages.messages(cloud.queues().main())).isEqualTo(1);

        try (ConfigurableApplicationContext _ = start(Map.of())) {
            await().atMost(WorkerQueues.SOON)
                    .until(() -> messages.messages(cloud.queues().main()) == 0);
        }
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    @Test
    void workerThatStopsLetsTheBatchInWorkEnd() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        CompletableFuture<Void> stopped;
        try (AutoCloseable _ = database.holdWrites("webhook")) {
            ConfigurableApplicationContext worker = start(Map.of());
            messages.send(
                    cloud.queues().main(),
                    tenant.parcel(tenant.webhook().eventKey("evt_3").build()));
            InFlight inFlight = worker.getBean(InFlight.class);
            Turns<?> turns = worker.getBean(Turns.class);
            await().atMost(WorkerQueues.SOON)
                    .until(() -> inFlight.size() == 1 && turns.waiting() == 0);
            Patience patience = worker.getBean(Patience.class);
            stopped = CompletableFuture.runAsync(worker::close);
            await().atMost(WorkerQueues.SOON).until(patience::isStopped);
            assertThat(stopped).isNotDone();
        }

        stopped.get(30, TimeUnit.SECONDS);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
        assertThat(messages.messages(cloud.queues().main())).isZero();
    }

    /** As by {@code kill -9}, at the one moment that matters. */
    @Test
    void workerThatIsKilledBetweenCommitAndDeleteChangesNothingButTime(@TempDir Path folder)
            throws Exception {
        TenantFixture tenant = database.tenant("sendgrid");
        Parcel parcel =
                tenant.parcel(
                        tenant.webhook().eventKey("evt_4").build(),
                        tenant.webhook().eventKey("evt_4").build(),
                        tenant.webhook().eventKey("evt_5").build());
        try (DeletesHeldBack sqs =
                DeletesHeldBack.before(cloud.properties().get("spring.cloud.aws.sqs.endpoint"))) {
            Map<String, String> different =
                    Map.of(
                            "spring.cloud.aws.sqs.endpoint",
                            sqs.address(),
                            "spillway.drain.visibility",
                            "5s");
            try (WorkerProcess worker =
                    WorkerProcess.start(properties(different), folder.resolve("worker.log"))) {
                messages.send(cloud.queues().main(), parcel);
                await().atMost(Duration.ofMinutes(2))
                        .failFast("the worker runs", () -> !worker.isAlive())
                        .until(() -> sqs.held() > 0);
            }
        }
        assertThatLedger(database, tenant.id()).shows(3, 2, 1, 0);
        assertThat(messages.messages(cloud.queues().main())).isEqualTo(1);

        try (ConfigurableApplicationContext _ = start(Map.of())) {
            messages.awaitEmpty(cloud.queues().main());
        }
        assertThatLedger(database, tenant.id()).shows(3, 2, 1, 0);
    }

    @Test
    void workerThatStopsArchivesAndDeletesWhatItStored(@TempDir Path folder) {
        TenantFixture tenant = database.tenant("stripe");
        ArchiveFolder archive = new ArchiveFolder(folder);
        try (ConfigurableApplicationContext _ =
                start(
                        Map.of(
                                "spillway.archive.mode", "folder",
                                "spillway.archive.folder", folder.toString(),
                                "spillway.archive.linger", "1h"))) {
            messages.send(
                    cloud.queues().main(),
                    tenant.parcel(tenant.webhook().eventKey("evt_2").build()));
            await().atMost(WorkerQueues.SOON)
                    .until(() -> database.count("webhook", tenant.id()) == 1);
            assertThat(archive.files()).isEmpty();
            assertThat(messages.messages(cloud.queues().main())).isEqualTo(1);
        }

        assertThat(archive.texts()).hasSize(1);
        assertThat(messages.messages(cloud.queues().main())).isZero();
    }

    @Test
    void archiveThatCannotBeWrittenToEndsTheWorkerBeforeItReceives(
            @TempDir Path folder, CapturedOutput output) throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "").resolve("archive");

        assertThatThrownBy(() ->
                        start(
                                Map.of(
                                        "spillway.archive.mode",
                                        "folder",
                                        "spillway.archive.folder",
                                        inTheWay.toString())))
                .isInstanceOf(Exception.class);

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        inTheWay.toString(),
                        "spillway.archive.folder");
    }

    @Test
    void queueThatIsMissingIsNamedAndNotCreated(CapturedOutput output) {
        String missing = cloud.queues().main() + "-missing";

        assertThatThrownBy(() -> start(Map.of("spillway.queues.main", missing)))
                .isInstanceOf(Exception.class);

        assertThat(output).contains("APPLICATION FAILED TO START", missing, "spillway.queues.main");
    }

    private static ConfigurableApplicationContext start(Map<String, String> different) {
        return new SpringApplicationBuilder(AnalyticsWorker.class).run(arguments(different));
    }

    private static String[] arguments(Map<String, String> different) {
        return properties(different).entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    private static Map<String, String> properties(Map<String, String> different) {
        Map<String, String> properties = new TreeMap<>(cloud.properties());
        properties.putAll(database.properties());
        properties.put("management.server.port", "0");
        properties.put("spring.datasource.hikari.connection-timeout", "500");
        properties.put("spillway.drain.poll", "1s");
        properties.put("spillway.drain.hand-back.stalled", "1s");
        properties.putAll(different);
        return properties;
    }
}
