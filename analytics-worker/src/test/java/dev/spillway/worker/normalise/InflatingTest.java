package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class InflatingTest {

    private static byte[] gzipped(long zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes, 64 * 1024)) {
            byte[] block = new byte[1_000_000];
            for (long left = zeros; left > 0; left -= block.length) {
                gzip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    /** Sixteen times the same member, which inflate as one: to make each anew takes seconds. */
    private static byte[] bombOfAGigabyte() throws IOException {
        byte[] member = gzipped(63_000_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 16; i++) {
            bytes.write(member);
        }
        return bytes.toByteArray();
    }

    /** Small enough for the door. */
    @Test
    void bombOfAGigabyteIsRefusedBeforeAnythingIsKeptOfIt() throws Exception {
        byte[] bomb = bombOfAGigabyte();
        assertThat(bomb).hasSizeLessThan(1024 * 1024);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> Inflating.plain(bomb, "gzip"))
                .isInstanceOf(UnreadablePayloadException.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024 * 1024);
    }

    @Test
    void whatStaysWithinTheBoundIsInflatedWhole() throws Exception {
        assertThat(Inflating.plain(gzipped(4_000_000), "gzip")).hasSize(4_000_000);
        assertThat(Inflating.plain(gzipped(0), "gzip")).isEmpty();

        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        assertThat(Inflating.plain(bytes.toByteArray(), "x-gzip")).isEqualTo(body);
    }
}
