package dev.spillway.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aTakenPortIsNamedWithWhatWantsIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(taken.getLocalPort() - 2);

            assertThatThrownBy(() -> PortCheck.requireFree(ports))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort(), "tenant-provisioner");
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
