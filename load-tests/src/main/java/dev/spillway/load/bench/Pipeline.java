package dev.spillway.load.bench;

import dev.spillway.load.database.Database;
import dev.spillway.load.database.Ledger;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.FreshWebhooks;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.Tally;
import dev.spillway.load.traffic.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * An instance whose door and worker both run, under load. What it carries is counted where it ends:
 * in the database.
 */
final class Pipeline implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofSeconds(90);

    private final Stand stand;
    private final BenchOptions options;
    private final Progress received = new Progress();
    private final Watch watch;
    private long accepted;

    Pipeline(Stand stand, BenchOptions options) throws IOException {
        this.stand = stand;
        this.options = options;
        this.watch =
                Watch.over(
                        Database.of(stand.cloud()),
                        LOOK,
                        database ->
                                received.seen(System.nanoTime(), Ledger.of(database).received()));
    }

    /** Posts for that long and returns when the last answer came. */
    Tally post(List<Tenant> tenants, Pace pace, Duration time) throws IOException {
        InetSocketAddress door =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), stand.ports().ingestion());
        try (Traffic traffic = new Traffic(door, options.lines())) {
            Tally tally =
                    traffic.run(
                            new FreshWebhooks(
                                    tenants.stream().map(Tenant::target).toList(),
                                    options.bodyBytes()),
                            pace,
                            time);
            accepted += tally.accepted();
            return tally;
        }
    }

    /** Says that more was accepted, or queued, than {@link #post} knows of. */
    void expect(long webhooks) {
        accepted += webhooks;
    }

    /**
     * Waits until everything accepted so far has been drained, or nothing moves any more.
     *
     * @return how many are missing; fewer than none where a webhook whose sender was refused is in
     *     the queue all the same
     */
    long drain() throws InterruptedException {
        Watch.await(received, accepted, STANDSTILL);
        return accepted - received.last();
    }

    /**
     * What door, queue and worker carry together on this machine: a blast, and the time from its
     * start until all of it is stored.
     *
     * @return webhooks a second
     */
    double carried(List<Tenant> tenants, Duration time) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Tally blast = post(tenants, Pace.closed(), time);
        long missing = drain();
        return (blast.accepted() - Math.max(0, missing)) * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        watch.close();
    }
}
