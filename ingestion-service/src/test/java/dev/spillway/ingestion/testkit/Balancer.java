package dev.spillway.ingestion.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several doors: it keeps connections, takes turns, asks each door for its
 * readiness now and then, and sends a request elsewhere only where the connection was refused, so
 * that nothing of it was sent. Anything else that is not 200 is a failure.
 */
public final class Balancer implements AutoCloseable {

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(250);

    private final List<Door> doors = new CopyOnWriteArrayList<>();
    private final Set<Door> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<UUID, Door> acknowledged = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    private Balancer(List<Door> doors) {
        doors.forEach(this::add);
        threads.submit(this::check);
    }

    public static Balancer over(Door... doors) {
        return new Balancer(Arrays.asList(doors));
    }

    private void add(Door door) {
        doors.add(door);
        ready.add(door);
    }

    private void check() {
        while (!stopped) {
            for (Door door : doors) {
                if (!isReady(door)) {
                    ready.remove(door);
                }
            }
            pause(BETWEEN_CHECKS);
        }
    }

    private static boolean isReady(Door door) {
        try {
            return door.isReady();
        } catch (IllegalStateException gone) {
            return false;
        }
    }

    /** Posts from so many threads, each as soon as it was answered, until it is stopped. */
    public void send(Endpoint source, int senders) {
        for (int i = 0; i < senders; i++) {
            threads.submit(() -> {
                while (!stopped) {
                    post(source);
                }
            });
        }
    }

    private void post(Endpoint source) {
        List<Door> choice = doors.stream().filter(ready::contains).toList();
        Door door = choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
        HttpRequest request =
                HttpRequest.newBuilder(door.uri(source.path()))
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                acknowledged.put(RunningDoor.webhookId(response), door);
            } else {
                failures.add(response.statusCode() + " " + response.body());
            }
        } catch (ConnectException refused) {
            ready.remove(door);
        } catch (IOException e) {
            failures.add(String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Set<UUID> acknowledged() {
        return Set.copyOf(acknowledged.keySet());
    }

    public long acknowledgedBy(Door door) {
        return acknowledged.values().stream().filter(door::equals).count();
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Sends nothing more; returns when every request is answered. */
    public void stop() {
        stopped = true;
        threads.close();
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
