package dev.spillway.localcloud.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface, the only one the local cloud listens on. */
public final class LoopbackPort {

    private LoopbackPort() {}

    /** A port that was free a moment ago; whoever binds it must be ready to ask again. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartupException("No free TCP port on the loopback interface", e);
        }
    }

    /**
     * Refuses a port that someone else listens on, before a server fails on it less clearly.
     *
     * @throws StartupException naming the port, what wanted it, and the option that moves it
     */
    public static void requireFree(int port, String wantedBy, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            // What a killed server left in TIME_WAIT is free; what someone listens on is not.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartupException(
                    "Port %d is taken, and the %s needs it: stop what listens there, or give another with %s"
                            .formatted(port, wantedBy, option),
                    e);
        }
    }
}
