package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant's server refused, or a dead worker left, is sent again, until it is given up. */
@CloudTest(parts = Part.DATABASE)
class RedeliveryIT {

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
    void whatFailsWaitsAndIsSentAgainUnderTheSameId() {
        Target place = servers.destination(tenant, receiver.url("/"));
        UUID id = servers.message(tenant);
        receiver.answers(503);

        servers.tell();
        servers.tell();
        assertThat(receiver.requests()).hasSize(1);
        assertThat(servers.delivery(tenant))
                .containsEntry("status", "waiting")
                .containsEntry("error", "http_503");
        assertThat(database.row("destination", tenant.id()))
                .containsEntry("failures", 1)
                .containsEntry("last_error", "http_503");
        receiver.answers(200);
        servers.passTime();
        servers.tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(id.toString(), id.toString());
        assertThat(servers.delivery(tenant))
                .containsEntry("status", "delivered")
                .containsEntry("attempts", 2);
        assertThat(database.row("destination", tenant.id())).containsEntry("failures", 0);
        assertThat(place.secret()).startsWith("whsec_");
    }

    @Test
    void oneThatIsRefusedAloneDoesNotHoldUpThoseBehindIt() {
        servers.destination(tenant, receiver.url("/"));
        servers.message(tenant);
        receiver.answers(400);
        servers.tell();
        UUID second = servers.message(tenant);
        receiver.answers(200);
        database.owner().update("UPDATE destination SET next_at = NULL");

        servers.tell();

        assertThat(receiver.requests().getLast().header("webhook-id")).isEqualTo(second.toString());
        assertThat(servers.statuses(tenant)).containsExactlyInAnyOrder("waiting", "delivered");
    }

    /** A worker died after the message was taken and before that was written down. */
    @Test
    void aDeadWorkersTurnIsTakenOverAndTheMessageSentTwiceUnderOneId() {
        Target place = servers.destination(tenant, receiver.url("/"));
        UUID id = servers.message(tenant);
        servers.tell();
        database.owner().update("UPDATE delivery SET status = 'waiting', finished_at = NULL");
        database.owner()
                .update(
                        "UPDATE destination SET lease_owner = ?,"
                                + " lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE id = ?",
                        Ids.bytes(Ids.next()),
                        Ids.bytes(place.id()));

        servers.tell();
        assertThat(receiver.requests()).hasSize(1);
        database.owner().update("UPDATE destination SET lease_until = UTC_TIMESTAMP(3)");
        servers.tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(id.toString(), id.toString());
    }

    @Test
    void aTestThatArrivesHasWhatWaitsForHoursTriedAtOnce() {
        Target place = servers.destination(tenant, receiver.url("/"));
        UUID waiting = servers.message(tenant);
        receiver.answers(500);
        servers.tell();
        database.owner()
                .update("UPDATE delivery SET next_at = UTC_TIMESTAMP(3) + INTERVAL 10 HOUR");
        database.owner().update("UPDATE destination SET next_at = NULL");
        receiver.answers(204);
        UUID test = servers.test(tenant, place);

        servers.tell();
        servers.tell();

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(waiting.toString(), test.toString(), waiting.toString());
        assertThat(servers.statuses(tenant)).containsOnly("delivered");
        assertThat(database.row("destination", tenant.id()))
                .containsEntry("failures", 0)
                .containsEntry("answers", true);
    }

    @Test
    void afterADayItIsGivenUpWithItsReason() {
        servers.destination(tenant, receiver.url("/"));
        servers.message(tenant);
        receiver.answers(500);
        servers.tell();
        servers.passTime();
        database.owner().update("UPDATE delivery SET created_at = NOW(3) - INTERVAL 25 HOUR");

        servers.tell();

        assertThat(receiver.requests()).hasSize(1);
        assertThat(servers.delivery(tenant))
                .containsEntry("status", "given_up")
                .containsEntry("error", "http_500")
                .extractingByKey("finished_at")
                .isNotNull();
    }
}
