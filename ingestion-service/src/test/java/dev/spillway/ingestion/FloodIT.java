package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many senders who hold what they have, and what that leaves for the others. */
@CloudTest
class FloodIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final int MEBIBYTE = 1024 * 1024;

    private static RunningDoor door;
    private static Endpoint flooded;
    private static Endpoint neighbour;

    private final List<Socket> held = new ArrayList<>();

    @BeforeAll
    static void start(TestCloud cloud) {
        TestSchema schema = TestSchema.on(cloud.database());
        flooded = schema.addSource(schema.addTenant(), "none", Map.of());
        neighbour = schema.addSource(schema.addTenant(), "none", Map.of());
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "spillway.ingest.max-bodies", "16MB",
                                "spillway.ingest.header-deadline", "60s",
                                "spillway.ingest.body-deadline", "60s",
                                "server.tomcat.connection-timeout", "60s"));
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @AfterEach
    void letGo() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        await().until(() -> door.metric("spillway.door.bodies") == 0);
    }

    private Socket hold(String beginning) throws IOException {
        Socket socket = door.connect();
        held.add(socket);
        socket.getOutputStream().write(beginning.replace("\n", "\r\n").getBytes(ISO_8859_1));
        return socket;
    }

    /** All but the last byte of a mebibyte, from as many as would take sixteen times the bound. */
    @Test
    void slowPostsOfOneTenantAreBoundedAndLeaveRoomForTheOthers() throws Exception {
        String most = "x".repeat(MEBIBYTE - 1);
        for (int i = 0; i < 256; i++) {
            try {
                hold("POST %s HTTP/1.1\nHost: x\nContent-Length: %d\n\n"
                                .formatted(flooded.path(), MEBIBYTE))
                        .getOutputStream()
                        .write(most.getBytes(ISO_8859_1));
            } catch (IOException refused) {
                // The door hung up while bytes were still coming.
            }
        }

        await().until(() -> door.metric("spillway.door.rejected", "code:overloaded") > 200);
        assertThat(door.metric("spillway.door.bodies")).isBetween(1.0, 4.0 * MEBIBYTE);
        assertThat(door.post(flooded, new byte[MEBIBYTE], Map.of()).statusCode()).isEqualTo(503);
        for (int i = 0; i < 20; i++) {
            assertThat(door.post(neighbour, BODY, Map.of()).statusCode()).isEqualTo(200);
        }
    }

    /**
     * Half of the connections send nothing, the other half part of their headers. Compared are the
     * 99th percentiles of the same run, in pairs, of which the best counts: a machine that was busy
     * with something else in one of them says nothing of the door.
     */
    @Test
    void thousandIdleConnectionsAtMostDoubleWhatHealthyRequestsTake() throws Exception {
        post(100);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < 5 && ratios.stream().noneMatch(ratio -> ratio <= 2); round++) {
            double before = p99();
            while (held.size() < 1000) {
                hold(held.size() % 2 == 0 ? "" : "POST " + flooded.path() + " HTTP/1.1\nHost: ");
            }
            ratios.add(p99() / before);
            letGo();
            held.clear();
        }

        assertThat(ratios).anyMatch(ratio -> ratio <= 2);
    }

    private static double p99() {
        return post(200)[197];
    }

    /** How many nanoseconds each of so many requests took, one after the other; sorted. */
    private static long[] post(int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            assertThat(door.post(neighbour, BODY, Map.of()).statusCode()).isEqualTo(200);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
