package dev.spillway.provisioner.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP connection to a server that a test can cut: established connections end, new ones fail. */
public final class Wire implements AutoCloseable {

    private final ServerSocket entrance;
    private final URI target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;

    private Wire(ServerSocket entrance, URI target) {
        this.entrance = entrance;
        this.target = target;
    }

    public static Wire to(URI target) {
        try {
            Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.startVirtualThread(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect instead of to the target: its URI with our host and port. */
    public URI endpoint() {
        return URI.create(
                "%s://localhost:%d".formatted(target.getScheme(), entrance.getLocalPort()));
    }

    public void cut() {
        cut = true;
        refused.set(0);
        open.forEach(Wire::end);
    }

    public void mend() {
        cut = false;
    }

    /** How many connections failed since the cut. */
    public int refused() {
        return refused.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (cut) {
                    refused.incrementAndGet();
                    end(client);
                } else {
                    connect(client, new Socket(target.getHost(), target.getPort()));
                }
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client, Socket server) {
        open.add(client);
        open.add(server);
        Thread.startVirtualThread(() -> copy(client, server));
        Thread.startVirtualThread(() -> copy(server, client));
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone: so does the other.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Wire::end);
    }
}
