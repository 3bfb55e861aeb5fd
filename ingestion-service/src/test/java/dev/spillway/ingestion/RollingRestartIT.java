package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.Balancer;
import dev.spillway.ingestion.testkit.DoorProcess;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A door is told to stop by SIGTERM while requests come. What is asserted: a balancer that asks for
 * readiness four times a second and gives up on no request that it has begun to send sees none
 * fail, and everything acknowledged is in the queue.
 */
@CloudTest
class RollingRestartIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private static TestSchema schema;
    private static Endpoint source;

    @BeforeAll
    static void migrate(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        source = schema.addSource(schema.addTenant(), "none", Map.of());
    }

    private static RunningDoor door(TestCloud cloud, String delay) {
        return RunningDoor.start(cloud, schema, Map.of("spillway.ingest.drain-delay", delay));
    }

    /** 128 and the signal's number, 15, is how a shell says that a signal ended it. */
    @Test
    void noRequestFailsWhileADoorIsTerminatedAndAnotherTakesItsPlace(TestCloud cloud)
            throws Exception {
        Set<UUID> acknowledged;
        Map<String, String> drained = Map.of("spillway.ingest.drain-delay", "3s");
        try (DoorProcess leaving = DoorProcess.start(cloud, schema, drained);
                RunningDoor staying = door(cloud, "0s");
                Balancer balancer = Balancer.over(leaving, staying)) {
            balancer.send(source, 8);
            await().until(() -> balancer.acknowledged().size() > 200);

            assertThat(leaving.terminate()).isEqualTo(143);

            int before = balancer.acknowledged().size();
            await().until(() -> balancer.acknowledged().size() > before + 200);
            balancer.stop();
            assertThat(balancer.failures()).isEmpty();
            assertThat(balancer.acknowledgedBy(leaving)).isGreaterThan(100);
            acknowledged = balancer.acknowledged();
        }
        assertThat(stored(cloud)).containsAll(acknowledged);
    }

    private static Set<UUID> stored(TestCloud cloud) {
        Set<UUID> ids = new HashSet<>();
        ReceivedParcels queues = new ReceivedParcels(cloud);
        queues.all()
                .forEach(parcel -> parcel.webhooks().stream().map(Webhook::id).forEach(ids::add));
        return ids;
    }

    @Test
    void readinessGoesFirstAndSendersAreAskedToHangUpBeforeTheDoorCloses(TestCloud cloud)
            throws Exception {
        try (RunningDoor door = door(cloud, "4s");
                Socket busy = door.connect();
                Socket idle = door.connect()) {
            assertThat(exchange(busy)).contains("HTTP/1.1 200").doesNotContain("Connection: close");
            assertThat(exchange(idle)).contains("HTTP/1.1 200");
            Thread stopping = Thread.ofVirtual().start(door::stop);
            await().atMost(Duration.ofSeconds(2)).until(() -> !door.isReady());

            assertThat(exchange(busy)).contains("HTTP/1.1 200").contains("Connection: close");
            assertThat(busy.getInputStream().read()).isEqualTo(-1);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(door.post(source, BODY, Map.of()).statusCode()).isEqualTo(200);
            assertThat(stopping.isAlive()).isTrue();
            stopping.join();
            assertThat(door.accepts()).isFalse();
        }
    }

    /** Posts and reads the answer, whose body is one line of JSON. */
    private static String exchange(Socket socket) throws IOException {
        String request =
                "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                        .formatted(source.path());
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder heard = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!heard.toString().endsWith("\"}")) {
            int next = in.read();
            assertThat(next).as("after %s", heard).isNotNegative();
            heard.append((char) next);
        }
        return heard.toString();
    }
}
