package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Webhook;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy and the door might read differently (request smuggling, RFC 9112, 11.2).
 * Wherever it is unclear where a request ends, it is refused and the connection closed, so that
 * nothing behind it is ever taken for a request of its own.
 */
@CloudTest
class SmugglingIT {

    /** Posts to the source that must never be reached: what a smuggled request would be. */
    private static final String SMUGGLED =
            "POST /in/VICTIM HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}";

    private static RunningDoor door;
    private static ReceivedParcels queues;
    private static Endpoint open;
    private static Endpoint victim;

    @BeforeAll
    static void start(TestCloud cloud) {
        TestSchema schema = TestSchema.on(cloud.database());
        open = schema.addSource(schema.addTenant(), "none", Map.of());
        victim = schema.addSource(schema.addTenant(), "none", Map.of());
        door =
                RunningDoor.start(
                        cloud, schema, Map.of("server.tomcat.connection-timeout", "500ms"));
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    /** All that is answered until the door hangs up. */
    private static String heard(String request) throws IOException {
        try (Socket socket = door.connect()) {
            byte[] bytes =
                    (request + SMUGGLED)
                            .replace("OPEN", open.ingestKey())
                            .replace("VICTIM", victim.ingestKey())
                            .replace("\n", "\r\n")
                            .replace("␍", "\r")
                            .replace("␊", "\n")
                            .replace("␀", "\0")
                            .getBytes(ISO_8859_1);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException hungUp) {
            return "";
        }
    }

    private static int answers(String heard) {
        return heard.split("HTTP/1\\.1 ", -1).length - 1;
    }

    private static void assertNothingReachedTheVictim() {
        List<Webhook> taken =
                queues.all().stream().flatMap(parcel -> parcel.webhooks().stream()).toList();
        assertThat(taken).noneMatch(webhook -> webhook.sourceId().equals(victim.sourceId()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // two lengths, or a length that is no number
                "Content-Length: 2\nContent-Length: 3\n\n{}",
                "Content-Length: 2\nContent-Length: 2\n\n{}",
                "Content-Length: 2, 2\n\n{}",
                "Content-Length: +2\n\n{}",
                "Content-Length: -1\n\n{}",
                "Content-Length: 0x2\n\n{}",
                "Content-Length: 2 2\n\n{}",
                "Content-Length: 99999999999999999999\n\n{}",
                // a coding that is none, or that might be read as one
                "Transfer-Encoding: xchunked\n\n0\n\n",
                "Transfer-Encoding: chunked, identity\n\n0\n\n",
                "Transfer-Encoding: identity, chunked, chunked\n\n0\n\n",
                "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
                "Transfer-Encoding: ␀chunked\n\n0\n\n",
                // a blank before the colon, or before the name
                "Content-Length : 0\n\n",
                "Transfer-Encoding : chunked\n\n0\n\n",
                " Content-Length: 0\n\n",
                // no line ending, half of one, or one inside a value
                "X-A: b␍X-B: c\nContent-Length: 0\n\n",
                "X-A: b␀c\nContent-Length: 0\n\n",
                // chunk sizes that are none
                "Transfer-Encoding: chunked\n\n-1\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\n0x2\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFF2\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\n2 \n{}x\n0\n\n",
                "Transfer-Encoding: chunked\n\n2\n{}0\n\n",
                "Transfer-Encoding: chunked\n\n\n{}\n0\n\n",
            })
    void whoseEndIsUnclearIsRefusedAndNothingBehindItRead(String rest) throws IOException {
        String heard = heard("POST /in/OPEN HTTP/1.1\nHost: x\n" + rest);

        assertThat(answers(heard)).as(heard).isLessThanOrEqualTo(1);
        if (!heard.isEmpty()) {
            assertThat(heard).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        }
        assertNothingReachedTheVictim();
    }

    /**
     * A length beside chunks: the chunks count (RFC 9112, 6.3), and the connection ends with the
     * answer. Inside the chunks stands what a proxy that counts would take for a request.
     */
    @Test
    void lengthBesideChunksIsNeverTheEndOfARequest() throws IOException {
        String heard =
                heard(
                        "POST /in/OPEN HTTP/1.1\nHost: x\nContent-Length: 5\nTransfer-Encoding: chunked\n\n"
                                + "0\n\n");

        assertThat(answers(heard)).as(heard).isLessThanOrEqualTo(1);
        assertNothingReachedTheVictim();
    }

    /**
     * The old way to go on in the next line, which RFC 9112 (5.2) lets a server read as a blank.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Fold: a\n b\nContent-Length: 2\n\n{}",
                "Transfer-Encoding:\n chunked\n\n2\n{}\n0\n\n"
            })
    void foldedLineBelongsToTheOneBefore(String rest) throws IOException {
        String heard = heard("POST /in/OPEN HTTP/1.1\nHost: x\nConnection: close\n" + rest);

        assertThat(answers(heard)).as(heard).isEqualTo(1);
        assertThat(heard).startsWith("HTTP/1.1 200 ");
        assertNothingReachedTheVictim();
    }

    /** Chunk extensions are allowed and thrown away; a bare LF ends a line for nobody else. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2;name=value\n{}\n0\n\n", "2;a=\"b;c\"\n{}\n0;z\n\n", "002\n{}\n000\n\n"})
    void chunksAreReadAsTheyAreMeant(String chunks) throws IOException {
        try (Socket socket = door.connect()) {
            String request =
                    "POST %s HTTP/1.1\nHost: x\nConnection: close\nTransfer-Encoding: chunked\n\n%s"
                            .formatted(open.path(), chunks);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            String heard = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(heard).startsWith("HTTP/1.1 200 ");
            String id = heard.replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");
            assertThat(queues.webhook(java.util.UUID.fromString(id)).body())
                    .isEqualTo("{}".getBytes(UTF_8));
        }
    }

    @Test
    void hugeHeadersAreRefused() throws IOException {
        assertThat(heard("POST /in/OPEN HTTP/1.1\nHost: x\nX-Huge: " + "x".repeat(20_000) + "\n\n"))
                .satisfiesAnyOf(
                        heard -> assertThat(heard).startsWith("HTTP/1.1 400 "),
                        heard -> assertThat(heard).isEmpty());
        assertThat(heard("POST /in/OPEN HTTP/1.1\nHost: x\n" + "X-A: b\n".repeat(1000) + "\n"))
                .satisfiesAnyOf(
                        heard -> assertThat(heard).startsWith("HTTP/1.1 400 "),
                        heard -> assertThat(heard).isEmpty());
        assertNothingReachedTheVictim();
    }

    /** What is asked for is compared as it came; nothing that only comes down to a key opens. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/in/../in/OPEN",
                "/in/%2e%2e/in/OPEN",
                "/in//OPEN",
                "//in/OPEN",
                "/in/./OPEN",
                "/in;a=b/OPEN",
                "/in/OPEN;jsessionid=1",
                "/in/OPEN%00",
                "/in/OPEN%2fx",
                "/in/%4fPEN",
                "/in/OPEN%20",
                "/IN/OPEN",
                "/in\\OPEN",
                "/in/OPEN\\",
                "/%69n/OPEN",
            })
    void tricksInThePathFindNoSource(String path) throws IOException {
        String request =
                "POST %s HTTP/1.1\nHost: x\nConnection: close\nContent-Length: 0\n\n"
                        .formatted(path);
        String heard = heard(request);

        assertThat(heard).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("Webhook-Id");
    }
}
