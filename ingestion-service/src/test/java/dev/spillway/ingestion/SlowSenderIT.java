package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Senders who never fall silent for as long as a timeout between two bytes would take, and never
 * come to an end either: the whole time is limited, wherever in a request they dawdle.
 */
@CloudTest
class SlowSenderIT {

    /** Less than the timeout between two bytes, which therefore never strikes. */
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(100);

    /** Two deadlines of a second, a look every 250 ms, and a machine that is busy. */
    private static final Duration AT_MOST = Duration.ofSeconds(6);

    private static RunningDoor door;
    private static Endpoint open;

    @BeforeAll
    static void start(TestCloud cloud) {
        TestSchema schema = TestSchema.on(cloud.database());
        open = schema.addSource(schema.addTenant(), "none", Map.of());
        door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "server.tomcat.connection-timeout", "30s",
                                "server.tomcat.keep-alive-timeout", "30s",
                                "spillway.ingest.header-deadline", "1s",
                                "spillway.ingest.body-deadline", "1s"));
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @ParameterizedTest
    @Timeout(30)
    @ValueSource(
            strings = {
                // the request line, a header's value, its name
                "POST /in/",
                "POST /in/KEY HTTP/1.1\nHost: x\nX-Slow: ",
                "POST /in/KEY HTTP/1.1\nHost: x\nX-",
                // a body that is thrown away after a refusal
                "POST /in/nobody HTTP/1.1\nHost: x\nContent-Length: 100000\n\n",
                "GET /in/KEY HTTP/1.1\nHost: x\nContent-Length: 100000\n\n",
                // the second request of a connection
                "POST /in/KEY HTTP/1.1\nHost: x\nContent-Length: 0\n\nPOST /in/KEY HTTP/1.1\nX-Slow: ",
            })
    void whoTricklesIsCutOffInTheWholeTimeAllowed(String beginning) throws Exception {
        heardUntilCutOff(beginning);

        assertThat(door.post(open, "{}".getBytes(UTF_8), Map.of()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @Timeout(30)
    @ValueSource(
            strings = {
                // a body, a chunk, a chunk's size and what may follow it, a trailer
                "Content-Length: 100000\n\n",
                "Transfer-Encoding: chunked\n\nFFFF\n",
                "Transfer-Encoding: chunked\n\n1;x=",
                "Transfer-Encoding: chunked\n\n0\nX-Slow: ",
            })
    void whoTricklesABodyIsRefusedForItToo(String beginning) throws Exception {
        double before = door.metric("spillway.door.rejected", "code:request_timeout");

        String heard = heardUntilCutOff("POST /in/KEY HTTP/1.1\nHost: x\n" + beginning);

        // Nothing where TCP threw the answer away with the bytes that were still coming.
        assertThat(heard.isEmpty() || heard.startsWith("HTTP/1.1 408 ")).as(heard).isTrue();
        assertThat(door.metric("spillway.door.rejected", "code:request_timeout"))
                .isEqualTo(before + 1);
        assertThat(door.post(open, "{}".getBytes(UTF_8), Map.of()).statusCode()).isEqualTo(200);
    }

    /** All that the door says until it hangs up, which is in time. */
    private static String heardUntilCutOff(String beginning) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long start = System.nanoTime();
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    beginning
                            .replace("KEY", open.ingestKey())
                            .replace("\n", "\r\n")
                            .getBytes(ISO_8859_1));
            Thread trickle = Thread.ofVirtual().start(() -> trickle(out));
            try {
                socket.getInputStream().transferTo(heard);
            } catch (SocketException reset) {
                // Hung up on while bytes were still coming, which is how TCP says it.
                assertThat(reset).hasMessageContaining("reset");
            } finally {
                trickle.interrupt();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
        return heard.toString(ISO_8859_1);
    }

    private static void trickle(OutputStream out) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(BETWEEN_BYTES);
                out.write('1');
            }
        } catch (IOException | InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
