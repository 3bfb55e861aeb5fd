package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Verification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A source that takes webhooks from some addresses only, asked over a real connection. */
@CloudTest
class AllowedAddressesIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final Map<String, String> TOKEN = Map.of("token", "a-bearer-token");
    private static final Map<String, String> GENUINE =
            Map.of("Authorization", "Bearer a-bearer-token");

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels parcels;
    private static UUID tenant;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        door = RunningDoor.start(cloud, schema);
        parcels = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void anAddressIsAllThatAVendorWithoutASignatureIsKnownBy() {
        Endpoint source = source("none", Map.of(), "127.0.0.0/8, ::1");

        var response = door.post(source, BODY, Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(parcels.webhook(RunningDoor.webhookId(response)).verification())
                .isEqualTo(Verification.VERIFIED);
    }

    /** A sender's own word on where it comes from counts for nothing. */
    @Test
    void aStolenTokenIsOfNoUseElsewhere() {
        Endpoint source = source("brevo", TOKEN, "192.0.2.0/24");
        Map<String, String> claiming =
                Map.of(
                        "Authorization", "Bearer a-bearer-token",
                        "X-Forwarded-For", "192.0.2.1",
                        "Forwarded", "for=192.0.2.1");

        for (Map<String, String> headers : List.of(GENUINE, claiming)) {
            var response = door.post(source, BODY, headers);
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(RunningDoor.json(response).path("code").stringValue())
                    .isEqualTo("address_not_allowed");
        }
    }

    @Test
    void aRightAddressDoesNotStandInForAToken() {
        Endpoint source = source("brevo", TOKEN, "127.0.0.1, ::1");

        assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(401);
        assertThat(door.post(source, BODY, GENUINE).statusCode()).isEqualTo(200);
    }

    private static Endpoint source(
            String provider, Map<String, String> credentials, String addresses) {
        Endpoint source =
                schema.addSource(
                        tenant,
                        provider,
                        "enforce",
                        credentials,
                        Map.of("allowedAddresses", addresses));
        door.awaitSource(source);
        return source;
    }
}
