package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.signal.SignalCodec;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.ArchiveFolder;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The worker with an archive that fails. */
@CloudTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ArchiveDrainIT {

    @TempDir private static Path folder;

    private static ArchiveFolder archive;
    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static WorkerQueues messages;

    @Autowired private MeterRegistry registry;
    @Autowired private Gates gates;
    @Autowired private HealthEndpoint health;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(ArchiveDrainIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        archive = new ArchiveFolder(folder);
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        ImpatientDrain.settings(registry);
        registry.add("spillway.archive.mode", () -> "folder");
        registry.add("spillway.archive.folder", folder::toString);
        registry.add("spillway.archive.linger", () -> "200ms");
        registry.add("spillway.archive.patience", () -> "2s");
        registry.add("spillway.drain.in-flight.main", () -> "20");
    }

    @AfterEach
    void mend() throws Exception {
        archive.mend();
    }

    /** Parcels, what is none, and signals: whatever is deleted is kept. */
    @Test
    void nothingIsDeletedBeforeItIsArchived() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        String parcel = ParcelCodec.encode(tenant.parcel(tenant.webhook().build()));
        String overflow =
                ParcelCodec.encode(
                        tenant.parcel(tenant.webhook().body("{\"lane\":\"o\"}").build()));
        String garbage = "no parcel: ünïcode 🚀 " + tenant.id();
        String signal = SignalCodec.encode(tenant.rejections(3, ""));
        double before = handedBack();
        archive.obstruct();

        send(queues().main(), parcel, tenant);
        send(queues().overflow(), overflow, tenant);
        send(queues().main(), garbage, tenant);
        send(queues().signals(), signal, tenant);

        await().atMost(WorkerQueues.SOON)
                .untilAsserted(() -> assertThatLedger(database, tenant.id()).shows(3, 2, 0, 1));
        await().atMost(WorkerQueues.SOON).until(() -> handedBack() >= before + 4);
        assertThat(messages.messages(queues().main())).isEqualTo(2);
        assertThat(messages.messages(queues().overflow())).isEqualTo(1);
        assertThat(messages.messages(queues().signals())).isEqualTo(1);

        archive.mend();
        // A queue counts only approximately what comes back to it: empty may be said too early.
        await().atMost(WorkerQueues.SOON)
                .untilAsserted(() ->
                        assertThat(archive.texts()).contains(parcel, overflow, garbage, signal));
        messages.awaitEmpty(queues().main(), queues().overflow(), queues().signals());
        assertThatLedger(database, tenant.id()).shows(3, 2, 0, 1);
        assertThat(database.count("rejection", tenant.id())).isEqualTo(1);
    }

    /** More than fits in flight waits in its queue, where it was. */
    @Test
    void archiveThatIsDownMakesReceivingPauseAndLosesNothing() throws Exception {
        TenantFixture tenant = database.tenant("stripe");
        List<String> sent = new ArrayList<>();
        double before = handedBack();
        archive.obstruct();
        for (int i = 0; i < 100; i++) {
            Parcel parcel = tenant.parcel(tenant.webhook().eventKey("k" + i).build());
            sent.add(ParcelCodec.encode(parcel));
            messages.send(queues().main(), parcel);
        }

        await().atMost(WorkerQueues.SOON).until(() -> gates.archive().isShut());
        await().atMost(WorkerQueues.SOON).until(() -> handedBack() > before);
        assertThat(registry.get("spillway.drain.in.flight").gauge().value())
                .isLessThanOrEqualTo(40);
        assertThat(health.healthForPath("readiness").getStatus().getCode()).isEqualTo("DOWN");
        assertThat(messages.messages(queues().main())).isEqualTo(100);

        archive.mend();
        messages.awaitEmpty(queues().main());
        assertThat(archive.texts()).containsAll(sent);
        assertThatLedger(database, tenant.id()).shows(100, 100, 0, 0);
        assertThat(health.healthForPath("readiness").getStatus().getCode()).isEqualTo("UP");
    }

    /** As after a kill between archiving and deleting. */
    @Test
    void messageThatWasArchivedAndNotDeletedIsArchivedAgainAndChangesNothing() {
        TenantFixture tenant = database.tenant("stripe");
        Parcel parcel = tenant.parcel(tenant.webhook().eventKey("evt_1").build());

        messages.send(queues().main(), parcel);
        messages.awaitEmpty(queues().main());
        messages.send(queues().main(), parcel);
        messages.awaitEmpty(queues().main());

        assertThat(archive.texts()).filteredOn(ParcelCodec.encode(parcel)::equals).hasSize(2);
        assertThatLedger(database, tenant.id()).shows(1, 1, 0, 0);
    }

    /** It comes again and is archived then: here it would be one more copy each time. */
    @Test
    void whatIsHandedBackIsNotArchived() {
        TenantFixture tenant = database.tenant("stripe");
        String newer = "9999:zstd:" + tenant.id();

        send(queues().overflow(), newer, tenant);

        await().atMost(WorkerQueues.SOON)
                .until(() ->
                        registry.counter(Metrics.HANDED_BACK, "reason", "newer_version").count()
                                >= 2);
        assertThat(archive.texts()).doesNotContain(newer);
        cloud.sqs().purgeQueue(purge -> purge.queueUrl(queues().overflow()));
    }

    private static void send(String queue, String message, TenantFixture tenant) {
        messages.send(queue, message, tenant.id().toString());
    }

    private double handedBack() {
        return registry.counter(Metrics.HANDED_BACK, "reason", "not_archived").count();
    }

    private static QueueSet queues() {
        return cloud.queues();
    }
}
