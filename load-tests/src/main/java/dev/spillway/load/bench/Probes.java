package dev.spillway.load.bench;

import dev.spillway.load.stand.ApiKey;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.Post;
import dev.spillway.load.traffic.SampleBodies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Webhooks of one tenant that are watched from the door's 200 until the dashboard API shows them.
 * Few, and asked for seldom, however long they take: who looks takes processor time from what he
 * looks at. So one looks for the one that waits longest, and for the next once that was seen, which
 * makes the figure of one that overtook another too large.
 */
final class Probes {

    /** Between two looks, so at most what a figure is too large by, besides the look itself. */
    static final Duration RESOLUTION = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tenant tenant;
    private final ApiKey api;
    private final SampleBodies bodies;
    private final Post post = new Post();
    private final Lags lags = new Lags();
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

    Probes(Tenant tenant, ApiKey api, int bodyBytes) {
        this.tenant = tenant;
        this.api = api;
        this.bodies = new SampleBodies(bodyBytes, new SplittableRandom());
    }

    /** One after the other, the next when the last was seen. */
    void oneByOne(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            send(bodies.next());
            look();
        }
    }

    /** Sends on a schedule for that long, and returns when each was seen or given up. */
    void atPace(Duration interval, Duration time) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch allSent = new CountDownLatch(1);
            var _ = threads.submit(() -> lookUntil(allSent));
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                long start = System.nanoTime();
                for (long due = 0; due < time.toNanos(); due += interval.toNanos()) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, start + due - System.nanoTime())));
                    byte[] body = bodies.next();
                    var _ =
                            senders.submit(() -> {
                                send(body);
                                return null;
                            });
                }
            }
            allSent.countDown();
        }
    }

    private void send(byte[] body) throws InterruptedException {
        sent.incrementAndGet();
        try {
            UUID id = post.send(tenant.target(), body);
            accepted.add(new Accepted(id, Instant.now()));
        } catch (IOException e) {
            System.out.println("  a probe was not accepted: " + e.getMessage());
        }
    }

    private Void lookUntil(CountDownLatch allSent) throws InterruptedException {
        boolean last;
        do {
            last = allSent.await(RESOLUTION.toMillis(), TimeUnit.MILLISECONDS);
            look();
        } while (!last);
        return null;
    }

    /** Looks until nothing is waited for. */
    private void look() throws InterruptedException {
        for (Accepted next = accepted.poll(); next != null; next = accepted.poll()) {
            look(next);
        }
    }

    private void look(Accepted next) throws InterruptedException {
        while (Duration.between(next.at, Instant.now()).compareTo(PATIENCE) < 0) {
            if (isShown(next)) {
                lags.seen(next.id, next.at, Instant.now());
                return;
            }
            Thread.sleep(RESOLUTION);
        }
    }

    private boolean isShown(Accepted next) throws InterruptedException {
        try {
            return api.shows(next.id);
        } catch (IOException e) {
            System.out.println("  a look failed: " + e.getMessage());
            return false;
        }
    }

    private record Accepted(UUID id, Instant at) {}

    /** Those that were not accepted, or not shown in a minute. */
    int missing() {
        return sent.get() - lags.count();
    }

    int sent() {
        return sent.get();
    }

    Lags.Percentiles lags() {
        return lags.all();
    }
}
