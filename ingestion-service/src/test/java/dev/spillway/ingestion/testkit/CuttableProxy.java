package dev.spillway.ingestion.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A line to a server that a test cuts, freezes and mends. */
public final class CuttableProxy implements AutoCloseable {

    private enum Line {
        WHOLE,
        FROZEN,
        CUT
    }

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Line line = Line.WHOLE;

    private CuttableProxy(ServerSocket listener, String host, int port) {
        this.listener = listener;
        this.host = host;
        this.port = port;
    }

    public static CuttableProxy to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            CuttableProxy proxy = new CuttableProxy(listener, host, port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections break, and new ones at once. */
    public void cut() {
        set(Line.CUT);
        sockets.forEach(CuttableProxy::close);
    }

    /** Connections stay, and nothing comes through. */
    public void freeze() {
        set(Line.FROZEN);
    }

    /** Everything comes through, what was frozen included. */
    public void mend() {
        set(Line.WHOLE);
    }

    private void set(Line line) {
        lock.lock();
        try {
            this.line = line;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Line thawed() throws InterruptedException {
        lock.lock();
        try {
            while (line == Line.FROZEN) {
                changed.await();
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        try {
            sockets.add(from);
            if (thawed() == Line.CUT) {
                close(from);
                return;
            }
            Socket to = new Socket(host, port);
            sockets.add(to);
            Thread.ofVirtual().start(() -> pump(from, to));
            pump(to, from);
        } catch (IOException e) {
            close(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (thawed() == Line.CUT) {
                    throw new SocketException("cut");
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Either side hung up: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
