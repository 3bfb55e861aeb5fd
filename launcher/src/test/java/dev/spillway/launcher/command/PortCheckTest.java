package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aTakenPortIsNamedWithWhatWantsIt() throws IOException {
        Ports ports = free();
        try (ServerSocket taken =
                new ServerSocket(ports.ops(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PortCheck.requireFree(ports))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort(), "tenant-provisioner");
        }
    }

    /**
     * Below the system's ports for outgoing connections, any of which may be taken for a moment.
     */
    private static Ports free() {
        return IntStream.iterate(22_000, base -> base < 32_000, base -> base + Ports.SPAN)
                .mapToObj(Ports::new)
                .filter(PortCheckTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(Ports ports) {
        try {
            PortCheck.requireFree(ports);
            return true;
        } catch (LauncherException e) {
            return false;
        }
    }

    @Test
    void everyPortLiesInTheSpanOfItsCopy() {
        Ports ports = new Ports(20_000);

        assertThat(ports.all().values())
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 20_000 && port < 20_000 + Ports.SPAN);
        assertThatCode(() -> new Ports(1024)).doesNotThrowAnyException();
    }
}
