package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@CloudTest
class DoorIT {

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels parcels;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        door = RunningDoor.start(cloud, schema);
        parcels = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void smoke() {
        Endpoint e = schema.addSource(schema.addTenant(), "none", "off", Map.of(), Map.of());
        org.awaitility.Awaitility.await().until(() -> door.post(e, "x".getBytes(UTF_8), Map.of()).statusCode() == 200);
        HttpResponse<String> r = door.post(e, "hello".getBytes(UTF_8), Map.of());
        System.out.println(r + r.headers().toString() + r.body());
        assertThat(parcels.webhook(RunningDoor.webhookId(r)).body()).asString().isEqualTo("hello");
        System.out.println(parcels.groupIds());
        System.out.println(door.actuator("/health").body() + door.actuator("/metrics").body());
        System.out.println(door.post("/in/nokey", new byte[0], Map.of()).body());
        System.out.println(door.post("/elsewhere", new byte[0], Map.of()).body());
        System.out.println(door.actuator("/nix").body());
    }
}
