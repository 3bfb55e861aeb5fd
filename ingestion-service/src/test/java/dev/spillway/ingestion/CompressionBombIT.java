package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A mebibyte that inflates to a gibibyte. What is measured is all that the JVM allocates while the
 * door takes it, sender and queue included: the heap cannot rise by more than that, not even
 * between two collections, where a look before and after would see nothing.
 */
@CloudTest
class CompressionBombIT {

    private static final int MEBIBYTE = 1 << 20;
    private static final long BOUND = 32L * MEBIBYTE;
    private static final String SECRET = "a secret";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] bomb;
    private static RunningDoor door;
    private static ReceivedParcels queues;
    private static Endpoint source;

    @BeforeAll
    static void start(TestCloud cloud) throws IOException {
        bomb = bomb();
        TestSchema schema = TestSchema.on(cloud.database());
        source = schema.addSource(schema.addTenant(), "hmac", Map.of("secret", SECRET));
        door = RunningDoor.start(cloud, schema);
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    @Test
    void doorTakesItAsItCame() throws Exception {
        Map<String, String> headers = headers();
        door.post(source, bomb, headers); // classes are loaded by this one

        long before = THREADS.getTotalThreadAllocatedBytes();
        HttpResponse<String> response = door.post(source, bomb, headers);
        long allocated = THREADS.getTotalThreadAllocatedBytes() - before;

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(allocated).isBetween((long) bomb.length, BOUND);
        assertThat(queues.webhook(RunningDoor.webhookId(response)).body()).isEqualTo(bomb);
    }

    /** That the body is one, and that the measure would see it inflated. */
    @Test
    void aSixteenthOfItInflatedWouldBeSeen() throws Exception {
        assertThat(bomb.length).isBetween(MEBIBYTE * 9 / 10, MEBIBYTE);

        long before = THREADS.getTotalThreadAllocatedBytes();
        Thread.ofVirtual().start(CompressionBombIT::inflateASixteenth).join();

        assertThat(THREADS.getTotalThreadAllocatedBytes() - before).isGreaterThan(BOUND);
    }

    private static void inflateASixteenth() {
        try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(bomb))) {
            inflated.readNBytes(64 * MEBIBYTE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return Map.of(
                "X-Signature", HexFormat.of().formatHex(mac.doFinal(bomb)),
                "Content-Type", "application/json",
                "Content-Encoding", "gzip");
    }

    /** Sixteen times the same member, which inflate as one: to make each anew takes seconds. */
    private static byte[] bomb() throws IOException {
        byte[] member = gzipped(64);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(MEBIBYTE);
        for (int i = 0; i < 16; i++) {
            bytes.write(member);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzipped(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes, 64 * 1024)) {
            byte[] zeros = new byte[MEBIBYTE];
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }
}
