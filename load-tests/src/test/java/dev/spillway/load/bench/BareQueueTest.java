package dev.spillway.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spillway.localcloud.aws.AwsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a queue that is slow to begin with, as whatever has not run before is. */
class BareQueueTest {

    private static final int COLD_CALLS = 40;
    private static final Duration COLD = Duration.ofMillis(100);

    private static final String ANSWER =
            """
            {"Successful":[{"Id":"0","MessageId":"m","MD5OfMessageBody":"not looked at"}],"Failed":[]}\
            """;

    private static final String REFUSAL =
            """
            {"Successful":[],"Failed":[{"Id":"0","Code":"InternalError","SenderFault":false}]}\
            """;

    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String answer = ANSWER;
    private HttpServer server;
    private BareQueue queue;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        queue = new BareQueue(AwsAccess.local(url, url), url + "/queue/main", 100);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (calls.incrementAndGet() <= COLD_CALLS) {
            LockSupport.parkNanos(COLD.toNanos());
        }
        byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        queue.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whatWasSlowWhileItGotWarmIsInNoPercentile() throws Exception {
        queue.warmUp();
        BareQueue.Latency warm = queue.measure(500, Duration.ofSeconds(1));

        assertThat(warm.calls()).isEqualTo(BareQueue.LEAST_CALLS);
        assertThat(warm.p99Millis()).isLessThan((double) COLD.toMillis());
    }

    /** Were it not so, the test above could not fail. */
    @Test
    void unwarmedItWouldBe() {
        BareQueue.Latency cold = queue.measure(500, Duration.ofSeconds(1));

        assertThat(cold.p99Millis()).isGreaterThanOrEqualTo((double) COLD.toMillis());
    }

    @Test
    void aThousandCallsAreMeasuredHoweverShortTheTime() {
        assertThat(queue.measure(2_000, Duration.ofMillis(10)).calls())
                .isEqualTo(BareQueue.LEAST_CALLS);
    }

    @Test
    void aRefusedMessageIsNoFastAnswer() {
        answer = REFUSAL;

        BareQueue.Latency refused = queue.measure(2_000, Duration.ofMillis(10));

        assertThat(refused.failed()).isEqualTo(BareQueue.LEAST_CALLS);
        assertThat(refused.calls()).isZero();
        assertThat(refused.isAnswered()).isFalse();
    }

    @Test
    void aQueueThatTakesNothingIsNoBaseline() {
        answer = REFUSAL;

        assertThatThrownBy(queue::warmUp)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 messages");
    }

    @Test
    void aPercentileOfFewCallsOrOfSomeThatFailedSaysNothing() {
        assertThat(new BareQueue.Latency(90, 1_000, 0, 2, 10).isAnswered()).isTrue();
        assertThat(new BareQueue.Latency(90, 999, 0, 2, 10).isAnswered()).isFalse();
        assertThat(new BareQueue.Latency(90, 1_000, 1, 2, 10).isAnswered()).isFalse();
    }
}
