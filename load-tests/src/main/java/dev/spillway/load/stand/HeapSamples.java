package dev.spillway.load.stand;

import dev.spillway.launcher.home.LauncherException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A service's heap in use, looked at twice a second. The lowest of many looks is what a collection
 * leaves.
 */
public final class HeapSamples implements AutoCloseable {

    private static final double MEGABYTE = 1e6;
    private static final int LEAST = 9;

    private final Meters meters;
    private final List<Double> megabytes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private HeapSamples(Meters meters) {
        this.meters = meters;
    }

    /** Looks from now on, until it is closed. */
    public static HeapSamples every(int managementPort) {
        HeapSamples samples = new HeapSamples(new Meters(managementPort));
        var _ =
                samples.timer.scheduleWithFixedDelay(
                        samples::look, 500, 500, TimeUnit.MILLISECONDS);
        return samples;
    }

    private void look() {
        try {
            megabytes.add(meters.heapBytes() / MEGABYTE);
        } catch (IOException e) {
            // One look less.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In megabytes. */
    public double floorOfFirstThird() {
        return floor(0, looks() / 3);
    }

    /** In megabytes. */
    public double floorOfLastThird() {
        return floor(looks() - looks() / 3, looks());
    }

    private int looks() {
        if (megabytes.size() < LEAST) {
            throw new LauncherException(
                    "The heap was seen %d times; let it run longer.".formatted(megabytes.size()));
        }
        return megabytes.size();
    }

    private double floor(int from, int to) {
        return megabytes.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timer.close();
    }
}
