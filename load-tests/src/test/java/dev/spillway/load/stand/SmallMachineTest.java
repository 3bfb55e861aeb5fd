package dev.spillway.load.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.stand.SmallMachine.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SmallMachineTest {

    private static final List<String> JAVA = List.of("java", "-jar", "door.jar");

    @Test
    void eachBoundStandsBeforeTheCommandAndBecomesIt() {
        assertThat(new SmallMachine(Memory.CONTROL_GROUP, true, 512).command(JAVA))
                .containsExactly(
                        "systemd-run",
                        "--scope",
                        "--quiet",
                        "--no-ask-password",
                        "--property=MemoryMax=512M",
                        "--property=MemorySwapMax=0",
                        "/usr/bin/taskset",
                        "-c",
                        "0",
                        "java",
                        "-jar",
                        "door.jar");
        assertThat(new SmallMachine(Memory.PROCESS_LIMIT, false, 512).command(JAVA))
                .containsExactly(
                        "/usr/bin/prlimit", "--data=536870912", "java", "-jar", "door.jar");
    }

    @Test
    void whereNothingIsAllowedNothingIsBoundAndItSaysSo() {
        SmallMachine machine = new SmallMachine(Memory.JVM_ALONE, false, 512);

        assertThat(machine.command(JAVA)).isEqualTo(JAVA);
        assertThat(machine.description()).contains("not bound");
    }

    /** Whichever bound was found: a shell in it says what it may have, or that it has a group. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theBoundThatWasFoundHolds() throws IOException, InterruptedException {
        SmallMachine machine = SmallMachine.of(512);

        Process shell =
                new ProcessBuilder(machine.command(List.of("sh", "-c", "ulimit -d"))).start();
        String limit =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip();

        assertThat(shell.waitFor()).isZero();
        if (machine.memory() == Memory.PROCESS_LIMIT) {
            assertThat(limit).isEqualTo("524288"); // in KiB
        }
    }

    @Test
    void readsThePeakAmongWhatLinuxTellsOfAProcess() {
        assertThat(
                        ResidentMemory.peakMebibytes(
                                List.of("Name:\tjava", "VmHWM:\t  262144 kB", "VmRSS:\t 1024 kB")))
                .isEqualTo(256);
        assertThat(ResidentMemory.peakMebibytes(List.of("Name:\tjava"))).isNaN();
    }
}
