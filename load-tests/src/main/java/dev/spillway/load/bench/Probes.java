package dev.spillway.load.bench;

import dev.spillway.load.stand.ApiKey;
import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.Post;
import dev.spillway.load.traffic.SampleBodies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Webhooks of one tenant that are watched from the door's 200 until the dashboard API shows them.
 * Few, and asked for seldom: who looks takes processor time from what he looks at.
 */
final class Probes {

    /** Between two looks, so at most what a figure is too large by, besides the look itself. */
    static final Duration RESOLUTION = Duration.ofMillis(25);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tenant tenant;
    private final ApiKey api;
    private final SampleBodies bodies;
    private final Post post = new Post();
    private final Lags lags = new Lags();
    private final AtomicInteger sent = new AtomicInteger();

    Probes(Tenant tenant, ApiKey api, int bodyBytes) {
        this.tenant = tenant;
        this.api = api;
        this.bodies = new SampleBodies(bodyBytes, new SplittableRandom());
    }

    /** One after the other, the next when the last was seen. */
    void oneByOne(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            watch(bodies.next());
        }
    }

    /** Sends on a schedule for that long, and returns when each was seen or given up. */
    void atPace(Duration interval, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = 0; due < time.toNanos(); due += interval.toNanos()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, start + due - System.nanoTime())));
                byte[] body = bodies.next();
                var _ = threads.submit(() -> watch(body));
            }
        }
    }

    private Void watch(byte[] body) throws InterruptedException {
        sent.incrementAndGet();
        try {
            UUID id = post.send(tenant.target(), body);
            Instant accepted = Instant.now();
            while (Duration.between(accepted, Instant.now()).compareTo(PATIENCE) < 0) {
                if (api.shows(id)) {
                    lags.seen(id, accepted, Instant.now());
                    break;
                }
                Thread.sleep(RESOLUTION);
            }
        } catch (IOException e) {
            System.out.println("  a probe failed: " + e.getMessage());
        }
        return null;
    }

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
