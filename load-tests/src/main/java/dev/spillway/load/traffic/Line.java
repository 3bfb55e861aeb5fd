package dev.spillway.load.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept-alive connection with at most one request under way. Not thread-safe. */
final class Line {

    private static final int LARGEST_ANSWER = 64 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long awaitedSince;

    private Line(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Line open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new Line(channel, selector);
    }

    /**
     * @param since when the request was due
     */
    void send(byte[] request, long since) throws IOException {
        awaitedSince = since;
        in.clear();
        out = ByteBuffer.wrap(request);
        write();
    }

    /** Goes on writing what the socket did not take at once. */
    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    long awaitedSince() {
        return awaitedSince;
    }

    /**
     * The status of the answer, 0 while it is not complete.
     *
     * @throws IOException if the line broke or the answer cannot be read
     */
    int read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the door hung up");
        }
        return ResponseHead.statusWhenComplete(in.array(), in.position());
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
