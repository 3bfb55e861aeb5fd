package dev.spillway.localcloud.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** TCP ports of the loopback interface, the only one the local cloud listens on. */
public final class LoopbackPort {

    /**
     * Below what systems give to whoever connects (Linux: 32,768 and up): a port is bound a moment
     * after it was found free, and a connection of anybody's must not have taken it meanwhile.
     */
    private static final int LOWEST = 10_000;

    private static final int COUNT = 10_000;

    /** Processes begin anywhere and go on from there, so that none is named twice. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private LoopbackPort() {}

    /** A port that was free a moment ago; whoever binds it must be ready to ask again. */
    public static int free() {
        return IntStream.generate(NEXT::getAndIncrement)
                .limit(COUNT)
                .map(number -> LOWEST + number % COUNT)
                .filter(LoopbackPort::isFree)
                .findFirst()
                .orElseThrow(
                        () -> new StartupException("No free TCP port on the loopback interface"));
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // What a killed server left in TIME_WAIT is free; what someone listens on is not.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    /**
     * Refuses a port that someone else listens on, before a server fails on it less clearly.
     *
     * @throws StartupException naming the port, what wanted it, and the option that moves it
     */
    public static void requireFree(int port, String wantedBy, String option) {
        try {
            bind(port);
        } catch (IOException e) {
            throw new StartupException(
                    "Port %d is taken, and the %s needs it: stop what listens there, or give another with %s"
                            .formatted(port, wantedBy, option),
                    e);
        }
    }
}
