package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no HTTP client would say, said on a bare connection. */
@CloudTest
class HostileSenderIT {

    private static final int LIMIT = 1024 * 1024;

    private static RunningDoor door;
    private static ReceivedParcels queues;
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
                                "spillway.reject.flush-interval", "50ms",
                                "server.tomcat.connection-timeout", "500ms",
                                "spillway.ingest.body-deadline", "1s"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static void awaitRejection(String reason) {
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        queues.rejections().stream()
                                .flatMap(signal -> signal.counts().stream())
                                .anyMatch(count ->
                                        count.sourceId().equals(open.sourceId())
                                                && count.reason().equals(reason)));
    }

    @Test
    void declaredTooLargeIsRefusedBeforeAByteOfItCame() throws IOException {
        try (Socket socket = door.connect()) {
            say(
                    socket,
                    """
                    POST %s HTTP/1.1
                    Host: x
                    Content-Length: 10000000000

                    """
                            .formatted(open.path()));

            assertThat(heard(socket))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close")
                    .contains("body_too_large");
        }
        awaitRejection("body_too_large");
    }

    @Test
    void whoAsksBeforeSendingIsNotToldToSendWhatIsTooLarge() throws IOException {
        try (Socket socket = door.connect()) {
            say(
                    socket,
                    """
                    POST %s HTTP/1.1
                    Host: x
                    Expect: 100-continue
                    Content-Length: 2000000

                    """
                            .formatted(open.path()));

            assertThat(heard(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    /** An endless body: the door stops reading soon after the limit, whatever is still to come. */
    @Test
    void undeclaredTooLargeIsRefusedWhileItIsRead() throws IOException {
        try (Socket socket = door.connect()) {
            socket.setSendBufferSize(64 * 1024);
            say(
                    socket,
                    """
                    POST %s HTTP/1.1
                    Host: x
                    Transfer-Encoding: chunked

                    """
                            .formatted(open.path()));

            long sent = sendUntilCutOff(socket);

            // Limit, what Tomcat throws away for the answer's sake, and the sockets' buffers.
            assertThat(sent).isBetween((long) LIMIT, 12L * LIMIT);
        }
        awaitRejection("body_too_large");
    }

    private static long sendUntilCutOff(Socket socket) throws IOException {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
        OutputStream out = socket.getOutputStream();
        long sent = 0;
        try {
            while (sent < 256L * LIMIT) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException cutOff) {
            return sent;
        }
        return sent;
    }

    @Test
    void slowBodyTimesOut() throws IOException {
        try (Socket socket = door.connect()) {
            say(
                    socket,
                    """
                    POST %s HTTP/1.1
                    Host: x
                    Content-Length: 10

                    abc\
                    """
                            .formatted(open.path()));

            assertThat(heard(socket)).startsWith("HTTP/1.1 408 ").contains("request_timeout");
        }
        awaitRejection("request_timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /in/<script> HTTP/1.1\nHost: x\n\n",
                "POST /in/%00 HTTP/1.1\nHost: x\n\n",
                "POST /in/../../etc/passwd HTTP/1.1\nHost: x\n\n",
                "POST /in/k HTTP/1.1\nHost: x\nHost: y\n\n",
                "POST /in/k HTTP/1.1\n\n",
                "POST /in/k HTTP/1.1\nHost: x\nContent-Length: 1\nContent-Length: 2\n\nab",
                "POST /in/k HTTP/1.1\nHost: x\nTransfer-Encoding: rot13\n\n",
                "NONSENSE\n\n",
            })
    void whatIsNotHttpIsMalformedAndNothingOfTheServerShows(String request) throws IOException {
        try (Socket socket = door.connect()) {
            say(socket, request);

            assertThat(heard(socket))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("<html")
                    .doesNotContain("Exception")
                    .doesNotContain("RFC 7230");
        }
    }

    @Test
    void pathThatOnlyNormalisesToASourceIsNone() throws IOException {
        for (String path :
                List.of("/x/.." + open.path(), "/./" + open.path(), open.path() + ";a=b")) {
            try (Socket socket = door.connect()) {
                say(
                        socket,
                        "POST %s HTTP/1.1\nHost: x\nContent-Length: 0\nConnection: close\n\n"
                                .formatted(path));

                assertThat(heard(socket)).startsWith("HTTP/1.1 404 ").contains("source_unknown");
            }
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** All until the door hangs up. */
    private static String heard(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), ISO_8859_1);
    }
}
