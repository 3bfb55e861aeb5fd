package dev.spillway.worker.dispatch;

import static dev.spillway.worker.dispatch.TenantsServers.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.EventSchema;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** From the outbox to a tenant's server: what it is sent, and what is said of it. */
@CloudTest(parts = Part.DATABASE)
@ExtendWith(OutputCaptureExtension.class)
class DispatchIT {

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
    void aMessageIsSignedAsTheStandardWebhooksHaveItAndSentOnce() throws Exception {
        Target place = servers.destination(tenant, receiver.url("/hook"));
        UUID id = servers.message(tenant);

        servers.tell();
        servers.tell();

        assertThat(receiver.requests()).hasSize(1);
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("webhook-id")).isEqualTo(id.toString());
        assertThat(request.body()).isEqualTo("{\"ü\":1}");
        verify(place.secret(), request);
        assertThat(servers.delivery(tenant))
                .containsEntry("status", "delivered")
                .containsEntry("attempts", 1);
    }

    @Test
    void onlyTheTenantsOwnMessagesOfTheTopicsItTakesAreSent() {
        TenantFixture other = database.tenant("sendgrid");
        servers.destination(tenant, receiver.url("/mine"));
        servers.destination(other, receiver.url("/other"), "suppressions");
        servers.message(tenant, "suppressions");
        servers.message(other);
        UUID mine = servers.message(tenant);

        servers.tell();

        assertThat(receiver.requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("/mine");
                    assertThat(request.header("webhook-id")).isEqualTo(mine.toString());
                });
        assertThat(database.count("delivery", other.id())).isZero();
    }

    @Test
    void oneThatIsSwitchedOffKeepsWhatItHasWaiting() {
        servers.destination(tenant, receiver.url("/"));
        servers.message(tenant);
        database.owner().update("UPDATE destination SET enabled = FALSE");
        servers.tell();
        assertThat(receiver.requests()).isEmpty();

        database.owner()
                .update(
                        "UPDATE destination SET enabled = TRUE WHERE tenant_id = ?",
                        (Object) Ids.bytes(tenant.id()));
        servers.tell();

        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void duringARotationBothSecretsVerifyAndAnExpiredOneDoesNot() throws Exception {
        Target place = servers.destination(tenant, receiver.url("/"));
        String previous = servers.secret(tenant, place.id(), "+ INTERVAL 1 HOUR");
        String expired = servers.secret(tenant, place.id(), "- INTERVAL 1 SECOND");
        servers.message(tenant);

        servers.tell();

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("webhook-signature").split(" ", -1)).hasSize(2);
        verify(place.secret(), request);
        verify(previous, request);
        assertThatThrownBy(() -> verify(expired, request))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void aTestSaysThatItIsOne() throws Exception {
        Target place = servers.destination(tenant, receiver.url("/"));
        UUID id = servers.test(tenant, place);

        servers.tell();

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.body())
                .contains("destination.test", id.toString(), tenant.id().toString());
        EventSchema.of("destination-test.md").assertMatches(request.body());
        verify(place.secret(), request);
    }

    @Test
    void neitherSecretNorUrlIsLogged(CapturedOutput output) {
        Target place = servers.destination(tenant, receiver.url("/s3cret-path"));
        servers.message(tenant);
        receiver.answers(500);
        servers.tell();
        database.owner()
                .update(
                        "DELETE FROM destination_secret WHERE destination_id = ?",
                        (Object) Ids.bytes(place.id()));
        servers.passTime();
        servers.tell();

        assertThat(servers.delivery(tenant)).containsEntry("error", "no_secret");
        assertThat(output.getAll()).doesNotContain("whsec_", place.secret(), "s3cret-path");
        assertThat(
                        new Destination(
                                tenant.id(),
                                place.id(),
                                new Place.Web("https://x.example/s3cret"),
                                0))
                .hasToString("Destination[" + place.id() + "]");
    }
}
