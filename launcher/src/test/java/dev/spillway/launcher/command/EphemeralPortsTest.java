package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.launcher.home.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EphemeralPortsTest {

    private static final EphemeralPorts USUAL = new EphemeralPorts(32_768, 60_999);

    @ParameterizedTest
    @ValueSource(ints = {32_754, 32_768, 40_000, 60_999})
    void oneLineWarnsOfAPortAmongThem(int base) {
        assertThat(USUAL.warning(new Ports(base)))
                .hasValueSatisfying(line ->
                        assertThat(line)
                                .contains(base + " to " + (base + 14), "32768 to 60999")
                                .contains("--port-base")
                                .doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 8080, 32_753, 61_000})
    void nothingIsSaidOfPortsOutside(int base) {
        assertThat(USUAL.warning(new Ports(base))).isEmpty();
    }

    @Test
    void systemSaysWhichTheyAre(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("range"), "15000\t65000\n");

        assertThat(EphemeralPorts.read(file)).isEqualTo(new EphemeralPorts(15_000, 65_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many\n", "32768", "1 2 3", "999999 1"})
    void theyAreTheUsualOnesWhereItDoesNot(String text, @TempDir Path folder) throws IOException {
        assertThat(EphemeralPorts.read(Files.writeString(folder.resolve("range"), text)))
                .isEqualTo(USUAL);
        assertThat(EphemeralPorts.read(folder.resolve("missing"))).isEqualTo(USUAL);
    }
}
