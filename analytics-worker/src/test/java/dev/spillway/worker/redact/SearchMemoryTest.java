package dev.spillway.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a search holds in memory is bounded by what one body may inflate to, whatever is in it. */
class SearchMemoryTest {

    /** For bodies of 16 MiB: the JVM itself takes a tenth of it. */
    private static final String HEAP = "-Xmx192m";

    @Test
    void theLargestBodiesAreLookedThroughInLittleMemory() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargestBodies.class.getName())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("found");
    }
}
