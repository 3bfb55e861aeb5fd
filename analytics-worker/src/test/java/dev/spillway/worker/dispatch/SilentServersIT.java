package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that accept a connection and say nothing keep nobody else waiting. */
@CloudTest(parts = Part.DATABASE)
class SilentServersIT {

    private static TenantsServers servers;
    private static WorkerDatabase database;

    private Receiver receiver;
    private TenantFixture tenant;

    @BeforeAll
    static void openPool(TestCloud cloud) {
        servers = TenantsServers.on(cloud);
        database = servers.database();
    }

    @AfterAll
    static void closePool() {
        servers.close();
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        tenant = servers.tenant();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aServerThatHangsHoldsUpNoOtherTenant() throws Exception {
        TenantFixture patient = database.tenant("sendgrid");
        try (Receiver hanging = new Receiver();
                Dispatcher dispatcher = servers.dispatcher(4)) {
            hanging.hangs();
            answers(servers.destination(tenant, hanging.url("/")));
            servers.message(tenant);
            dispatcher.beginDue();
            await().until(() -> !hanging.requests().isEmpty());

            answers(servers.destination(patient, receiver.url("/")));
            servers.message(patient);
            dispatcher.beginDue();

            await().atMost(TenantsServers.TIMEOUT.minusMillis(500))
                    .until(() -> !receiver.requests().isEmpty());
            assertThat(servers.delivery(tenant)).containsEntry("attempts", 0);
        }
        assertThat(servers.delivery(tenant)).containsEntry("error", "timeout");
        assertThat(database.row("destination", tenant.id())).containsEntry("answers", false);
    }

    /** Whether they are new or have failed before; each accepts the connection and says nothing. */
    @Test
    void howeverManyNeverAnswerThoseThatDoNeverWaitBehindThem() throws Exception {
        int silent = 9;
        try (ServerSocket never = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Dispatcher dispatcher = servers.dispatcher(8)) {
            for (int i = 0; i < silent; i++) {
                TenantFixture stranger = database.tenant("sendgrid");
                servers.destination(stranger, "http://127.0.0.1:" + never.getLocalPort() + "/");
                servers.message(stranger);
            }
            dispatcher.beginDue();
            dispatcher.beginDue();
            await().until(() -> leased() == 2);

            answers(servers.destination(tenant, receiver.url("/")));
            servers.message(tenant);
            dispatcher.beginDue();

            await().atMost(TenantsServers.TIMEOUT.minusMillis(500))
                    .until(() -> !receiver.requests().isEmpty());
            assertThat(leased()).isEqualTo(2);
        }
    }

    /** As if it had taken what was sent last. */
    private void answers(Target place) {
        database.owner()
                .update(
                        "UPDATE destination SET answers = TRUE, lease_until = UTC_TIMESTAMP(3)"
                                + " WHERE id = ?",
                        (Object) Ids.bytes(place.id()));
    }

    /** Destinations whose turn has not ended. */
    private long leased() {
        Long leased =
                database.owner()
                        .queryForObject(
                                "SELECT COUNT(*) FROM destination WHERE enabled"
                                        + " AND lease_owner IS NOT NULL",
                                Long.class);
        return leased == null ? 0 : leased;
    }
}
