package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a tenant types, and whatever his server does: a message goes where it may, or nowhere.
 */
class CourierTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] BODY = {'{', '}'};

    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** Names lead to these addresses, whatever they are. */
    private static DnsResolver leadingTo(String... literals) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return Arrays.stream(literals)
                        .map(InetAddress::ofLiteral)
                        .toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static Outcome post(DnsResolver names, boolean allowLoopback, String url)
            throws IOException {
        try (Courier courier = new Courier(names, TIMEOUT, allowLoopback)) {
            return courier.post(url, Map.of("webhook-id", "1"), BODY);
        }
    }

    private Outcome postToReceiver() throws IOException {
        return post(SystemDefaultDnsResolver.INSTANCE, true, receiver.url("/hook?x=1"));
    }

    private static Outcome failed(String error) {
        return new Outcome.Failed(error);
    }

    @Test
    void itIsPostedAsJsonWithItsHeaders() throws IOException {
        assertThat(postToReceiver()).isEqualTo(new Outcome.Delivered());

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.path()).isEqualTo("/hook?x=1");
        assertThat(request.body()).isEqualTo("{}");
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.header("webhook-id")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "192.168.1.1",
                "100.100.100.200",
                "0.0.0.0",
                "::1",
                "fd00:ec2::254",
                "fe80::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
            })
    void aNameThatLeadsInsideIsRefused(String address) throws IOException {
        assertThat(post(leadingTo(address), false, "https://evil.example/"))
                .isEqualTo(failed("address_forbidden"));
    }

    @Test
    void oneAddressInsideAmongPublicOnesRefusesTheName() throws IOException {
        assertThat(post(leadingTo("1.1.1.1", "127.0.0.1"), false, "https://evil.example/"))
                .isEqualTo(failed("address_forbidden"));
    }

    @Test
    void loopbackIsAllOfTheInsideThatOneMachineModeAllows() throws IOException {
        assertThat(post(leadingTo("10.0.0.1"), true, "https://evil.example/"))
                .isEqualTo(failed("address_forbidden"));
    }

    /** The name is asked for once, and what was looked at is what is connected to. */
    @Test
    void aNameThatChangesItsMindIsAskedOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) {
                        String address = asked.getAndIncrement() == 0 ? "10.9.9.9" : "127.0.0.1";
                        return new InetAddress[] {InetAddress.ofLiteral(address)};
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };

        assertThat(post(rebinding, false, "https://evil.example/"))
                .isEqualTo(failed("address_forbidden"));
        assertThat(asked).hasValue(1);
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://0177.0.0.1/",
                "https://user@example.com/",
                "https://example.com:25/",
                "nonsense",
            })
    void aUrlThatGotIntoTheDatabaseSomehowIsLookedAtAgain(String url) throws IOException {
        assertThat(post(SystemDefaultDnsResolver.INSTANCE, false, url))
                .isEqualTo(failed("url_invalid"));
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        receiver.redirectsTo(receiver.url("/elsewhere"));

        assertThat(postToReceiver()).isEqualTo(failed("http_302"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 410, 429, 500, 503})
    void whatIsNoSuccessIsNone(int status) throws IOException {
        receiver.answers(status);

        assertThat(postToReceiver()).isEqualTo(failed("http_" + status));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aServerThatSaysNothingIsLeft() throws IOException {
        receiver.hangs();

        assertThat(postToReceiver()).isEqualTo(failed("timeout"));
    }

    @Test
    void aServerThatNeverStopsIsNotListenedTo() throws IOException {
        receiver.talksOn();

        assertThat(postToReceiver()).isEqualTo(new Outcome.Delivered());
    }

    /** Each byte comes in time, and the answer never. */
    @Test
    void aServerThatDripsIsLeftAtTheDeadline() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(server));
            long began = System.nanoTime();

            Outcome outcome =
                    post(
                            SystemDefaultDnsResolver.INSTANCE,
                            true,
                            "http://127.0.0.1:" + server.getLocalPort() + "/");

            assertThat(outcome).isEqualTo(failed("timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(TIMEOUT.multipliedBy(3));
            dripping.interrupt();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(200, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write("X-Drip: 1\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException e) {
            // The client has left.
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                arguments("HTTP/1.1 200 ", "A"),
                arguments("HTTP/1.1 200 OK\r\nX-Long: ", "A"),
                arguments("HTTP/1.1 200 OK\r\n", "X-Many: 1\r\n"),
                arguments("HTTP/1.1 200 OK\r\nX-Folded: 1\r\n", " A\r\n"));
    }

    /** An answer without an end would have to be held until the deadline. */
    @ParameterizedTest
    @MethodSource("floods")
    void aServerThatFloodsIsLeftAtOnce(String begin, String again) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread flooding = Thread.ofVirtual().start(() -> flood(server, begin, again));
            long began = System.nanoTime();

            Outcome outcome =
                    post(
                            SystemDefaultDnsResolver.INSTANCE,
                            true,
                            "http://127.0.0.1:" + server.getLocalPort() + "/");

            assertThat(outcome).isEqualTo(failed("answer_too_long"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
            flooding.join();
        }
    }

    /** Sends what a test can bear if it is all listened to, and waits to be left. */
    private static void flood(ServerSocket server, String begin, String again) {
        byte[] more = again.repeat(8_192).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < 100; sent++) {
                out.write(more);
            }
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has left.
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeSo() throws IOException {
        int port = receiver.port();
        receiver.close();
        assertThat(post(SystemDefaultDnsResolver.INSTANCE, true, "http://127.0.0.1:" + port + "/"))
                .isEqualTo(failed("connection_failed"));
        DnsResolver knowsNobody =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        throw new UnknownHostException(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        assertThat(post(knowsNobody, false, "https://nowhere.example/"))
                .isEqualTo(failed("name_unknown"));
    }

    /** Whoever can answer for the address still has to show the name's certificate. */
    @Test
    void aServerWithoutACertificateIsNotBelieved(@TempDir Path folder) throws Exception {
        try (Receiver impostor = Receiver.selfSigned(folder)) {
            String url = "https://127.0.0.1:" + impostor.port() + "/";

            assertThat(post(SystemDefaultDnsResolver.INSTANCE, true, url))
                    .isEqualTo(failed("tls_failed"));
            assertThat(impostor.requests()).isEmpty();
        }
    }
}
