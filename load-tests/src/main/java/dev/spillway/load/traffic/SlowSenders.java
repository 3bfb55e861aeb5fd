package dev.spillway.load.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.spillway.load.traffic.SignedWebhooks.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Connections that hold what they have: one that the service hangs up on is opened again, so that
 * there are always as many. Thread-safe.
 */
public final class SlowSenders implements AutoCloseable {

    /** A byte now and then, so that no deadline between two bytes would end it. */
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(2);

    /** So long a connection is refused before it is tried again. */
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(200);

    private static final Duration ALL_OPEN = Duration.ofSeconds(30);

    /** What such a sender does with its connection. */
    public enum Shape {
        /** Headers that never end, a byte at a time. */
        SLOW_HEADERS("slowHeaders") {
            @Override
            byte[] beginning(Target target) {
                return "POST %s HTTP/1.1\r\nHost: flood\r\nX-Slow: "
                        .formatted(target.url().getPath())
                        .getBytes(ISO_8859_1);
            }
        },
        /** A body that never ends, a byte at a time. */
        SLOW_BODIES("slowBodies") {
            @Override
            byte[] beginning(Target target) {
                return "POST %s HTTP/1.1\r\nHost: flood\r\nContent-Length: 100000\r\n\r\n"
                        .formatted(target.url().getPath())
                        .getBytes(ISO_8859_1);
            }
        },
        /** Nothing more after a webhook that was acknowledged. */
        IDLE("idle") {
            @Override
            byte[] beginning(Target target) {
                return SignedWebhooks.request(target, BODY, Instant.now());
            }
        };

        private static final byte[] BODY = "{}".getBytes(ISO_8859_1);

        private final String code;

        Shape(String code) {
            this.code = code;
        }

        /** The name in figures. */
        public String code() {
            return code;
        }

        abstract byte[] beginning(Target target);
    }

    private final Shape shape;
    private final Target target;
    private final InetSocketAddress address;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    private SlowSenders(Shape shape, Target target) {
        this.shape = shape;
        this.target = target;
        this.address = new InetSocketAddress(target.url().getHost(), target.url().getPort());
    }

    /**
     * Returns when all of them are connected.
     *
     * @param target that they post to
     * @param count of connections
     * @throws IOException when the service does not let them in within half a minute
     */
    public static SlowSenders start(Shape shape, Target target, int count)
            throws IOException, InterruptedException {
        SlowSenders senders = new SlowSenders(shape, target);
        for (int i = 0; i < count; i++) {
            senders.threads.execute(senders::hold);
        }
        long end = System.nanoTime() + ALL_OPEN.toNanos();
        while (senders.open.size() < count) {
            if (System.nanoTime() - end > 0) {
                int connected = senders.open.size();
                senders.close();
                throw new IOException("Only %d of %d connected".formatted(connected, count));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return senders;
    }

    /** How many are connected now. */
    public int connected() {
        return open.size();
    }

    private void hold() {
        try {
            while (!closed) {
                holdOne();
                Thread.sleep(BEFORE_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void holdOne() throws InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            OutputStream out = socket.getOutputStream();
            out.write(shape.beginning(target));
            open.add(socket);
            try {
                dribble(socket, out);
            } finally {
                open.remove(socket);
            }
        } catch (IOException hungUp) {
            // It is opened again.
        }
    }

    /** Each begins at a moment of its own: a thousand at the same one would be a flood of bytes. */
    private void dribble(Socket socket, OutputStream out) throws IOException, InterruptedException {
        if (shape == Shape.IDLE) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return;
        }
        Thread.sleep(
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(BETWEEN_BYTES.toMillis())));
        while (!closed) {
            out.write('x');
            Thread.sleep(BETWEEN_BYTES);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
        threads.close();
    }
}
