package dev.spillway.worker.drain;

import static dev.spillway.worker.fixture.LedgerAssert.assertThatLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.telemetry.Metrics;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.SeverableLink;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The worker and its database, with a network between them that fails. */
@CloudTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DrainFaultIT {

    private static final URI DATABASE = databaseAddress();
    private static final SeverableLink LINK =
            SeverableLink.to(DATABASE.getHost(), DATABASE.getPort());

    private static WorkerDatabase database;
    private static TestCloud cloud;
    private static WorkerQueues messages;

    @Autowired private MeterRegistry registry;
    @Autowired private StallGate gate;

    private static URI databaseAddress() {
        String jdbcUrl = TestCloud.of(DrainFaultIT.class).database().jdbcUrl();
        return URI.create(jdbcUrl.substring("jdbc:".length()));
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        cloud = TestCloud.of(DrainFaultIT.class);
        database = WorkerDatabase.on(cloud.database());
        messages = WorkerQueues.of(cloud);
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add(
                "spring.datasource.url",
                () ->
                        cloud.database()
                                .jdbcUrl()
                                .replaceFirst("//[^/]+/", "//127.0.0.1:" + LINK.port() + "/"));
        ImpatientDrain.settings(registry);
    }

    @BeforeEach
    void connected() {
        LINK.restore();
    }

    @AfterAll
    static void close() {
        LINK.close();
    }

    @Test
    void databaseThatIsCutOffMakesMessagesWaitAndReceivingPause() {
        TenantFixture tenant = database.tenant("stripe");
        LINK.cut();
        for (int i = 0; i < 25; i++) {
            messages.send(
                    queues().main(), tenant.parcel(tenant.webhook().eventKey("k" + i).build()));
        }
        messages.send(queues().main(), "garbage in a storm", tenant.id().toString());

        await().atMost(WorkerQueues.SOON).until(gate::isShut);
        await().atMost(WorkerQueues.SOON).until(() -> handedBack("not_stored") > 0);
        assertThat(messages.messages(queues().main())).isEqualTo(26);
        assertThat(database.count("dead_letter", tenant.id())).isZero();

        LINK.restore();
        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(26, 25, 0, 1);
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void connectionsThatBreakInTheMiddleLoseAndDoubleNothing() {
        TenantFixture tenant = database.tenant("sendgrid");
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Webhook> webhooks = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                webhooks.add(tenant.webhook().eventKey("k" + i + "-" + j % 19).build());
            }
            parcels.add(tenant.parcel(webhooks));
        }

        for (int i = 0; i < parcels.size(); i++) {
            messages.send(queues().main(), parcels.get(i));
            if (i % 8 == 7) {
                LINK.cut();
                LINK.restore();
            }
        }

        messages.awaitEmpty(queues().main());
        assertThatLedger(database, tenant.id()).shows(800, 760, 40, 0);
    }

    private double handedBack(String reason) {
        return registry.counter(Metrics.HANDED_BACK, "reason", reason).count();
    }

    private static QueueSet queues() {
        return cloud.queues();
    }
}
