package dev.spillway.load.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines to one address, and the loop that keeps them busy. For one thread. Bounded in time: what
 * has no answer a little after the end counts as broken.
 */
public final class Traffic implements AutoCloseable {

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(6);

    /** Of the open model; what a figure may be too large by. */
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(250_000);

    private final InetSocketAddress address;
    private final Selector selector;
    private final Deque<Line> idle = new ArrayDeque<>();
    private int busy;
    private Tally tally = new Tally();

    /**
     * Connects.
     *
     * @throws IOException if nobody listens
     */
    public Traffic(InetSocketAddress address, int lines) throws IOException {
        this.address = address;
        this.selector = Selector.open();
        for (int i = 0; i < lines; i++) {
            idle.add(Line.open(address, selector));
        }
    }

    /**
     * Sends for that long and awaits the last answers.
     *
     * @throws IOException if a broken line cannot be replaced: the door is gone
     */
    public Tally run(Requests requests, Pace pace, Duration time) throws IOException {
        tally = new Tally();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (long now = start; now - end < 0; now = System.nanoTime()) {
            sendWhatIsDue(requests, pace, now);
            awaitAnswers(pace instanceof Pace.Open ? 0 : 10);
        }
        tally.lasted(Duration.ofNanos(System.nanoTime() - start));
        awaitTheLast();
        return tally;
    }

    private void sendWhatIsDue(Requests requests, Pace pace, long now) throws IOException {
        while (!idle.isEmpty() && pace.isDue(now)) {
            Line line = idle.remove();
            busy++;
            send(line, requests.next(), pace.take(now));
        }
    }

    private void send(Line line, byte[] request, long since) throws IOException {
        try {
            line.send(request, since);
        } catch (IOException e) {
            replace(line);
        }
    }

    /**
     * Without waiting when more is due soon; asleep otherwise, for the door needs the processor.
     */
    private void awaitAnswers(long millis) throws IOException {
        int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
        if (ready == 0 && millis == 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        for (SelectionKey key : selector.selectedKeys()) {
            proceed((Line) key.attachment(), key);
        }
        selector.selectedKeys().clear();
    }

    private void proceed(Line line, SelectionKey key) throws IOException {
        try {
            if (key.isValid() && key.isWritable()) {
                line.write();
            } else if (key.isValid()) {
                read(line);
            }
        } catch (IOException e) {
            replace(line);
        }
    }

    private void read(Line line) throws IOException {
        int status = line.read();
        if (status > 0) {
            tally.answered(status, System.nanoTime() - line.awaitedSince());
            busy--;
            idle.add(line);
        }
    }

    private void replace(Line line) throws IOException {
        tally.broke();
        busy--;
        line.close();
        idle.add(Line.open(address, selector));
    }

    private void awaitTheLast() throws IOException {
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (busy > 0 && System.nanoTime() - end < 0) {
            awaitAnswers(10);
        }
        for (int lost = busy; lost > 0; lost--) {
            tally.broke();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Line) key.attachment()).close();
        }
        selector.close();
    }
}
