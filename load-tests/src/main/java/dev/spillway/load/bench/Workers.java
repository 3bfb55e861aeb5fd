package dev.spillway.load.bench;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.process.Service;
import dev.spillway.load.stand.LoneProcess;
import dev.spillway.load.stand.Meters;
import dev.spillway.load.stand.ProcessorTime;
import dev.spillway.load.stand.Stand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Worker processes that drain the same queue, each with rollup rows of its own. */
final class Workers implements AutoCloseable {

    private static final String SERVICE = "analytics-worker";

    /**
     * A receive that was under way when a worker came to rest is over by then: it waits for a
     * second ({@code spillway.drain.poll}). What it still brought would be hidden from all.
     */
    private static final Duration LAST_RECEIVE = Duration.ofMillis(1200);

    private final List<LoneProcess> processes = new ArrayList<>();
    private final List<Meters> meters = new ArrayList<>();
    private final BenchOptions options;

    private Workers(BenchOptions options) {
        this.options = options;
    }

    /** Starts so many, one after the other, and returns when all are ready. */
    static Workers start(Stand stand, BenchOptions options, int count) throws IOException {
        return start(stand, options, count, Map.of());
    }

    /**
     * Likewise.
     *
     * @param settings environment besides their own
     */
    static Workers start(Stand stand, BenchOptions options, int count, Map<String, String> settings)
            throws IOException {
        Workers workers = new Workers(options);
        try {
            for (int number = 0; number < count; number++) {
                workers.add(member(stand.service(SERVICE), stand.ports(), number, settings));
            }
            return workers;
        } catch (IOException | LauncherException e) {
            workers.close();
            throw e;
        }
    }

    /** One of several: with a port and a slot of its own. */
    static Service member(Service worker, Ports ports, int number, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(worker.environment());
        environment.putAll(settings);
        if (number == 0) {
            return new Service(
                    worker.name(),
                    worker.command(),
                    environment,
                    worker.port(),
                    worker.managementPort(),
                    worker.healthPath());
        }
        int port = ports.database() + number; // these are nobody's
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(port));
        environment.put("SPILLWAY_DRAIN_SLOT", String.valueOf(number));
        List<String> command = new ArrayList<>(worker.command());
        command.remove("-XX:+AutoCreateSharedArchive"); // the first leaves it, the others read it
        return new Service(
                worker.name() + "-" + number, command, environment, 0, port, worker.healthPath());
    }

    private void add(Service worker) throws IOException {
        processes.add(
                LoneProcess.start(worker, worker.command(), options.home().log(worker.name())));
        meters.add(new Meters(worker.managementPort()));
    }

    /** Takes the processors from them; what is queued from then on, they all have before them. */
    void rest() throws InterruptedException {
        processes.forEach(LoneProcess::rest);
        Thread.sleep(LAST_RECEIVE);
    }

    /** Ends their rest. */
    void goOn() {
        processes.forEach(LoneProcess::goOn);
    }

    /** Counts processor seconds from now on, of all of them. */
    DoubleSupplier processorSeconds() {
        List<ProcessorTime> times =
                processes.stream().map(each -> ProcessorTime.since(each.handle())).toList();
        return () -> times.stream().mapToDouble(ProcessorTime::seconds).sum();
    }

    /** A meter's value, added up over all of them. */
    double meter(String name, String statistic) throws IOException, InterruptedException {
        double sum = 0;
        for (Meters each : meters) {
            sum += each.value(name, statistic);
        }
        return sum;
    }

    /**
     * @throws LauncherException if one has ended
     */
    void requireAlive() {
        if (!processes.stream().allMatch(each -> each.handle().isAlive())) {
            throw new LauncherException(
                    "A worker ended before it had done its work; see "
                            + options.home().log(SERVICE));
        }
    }

    @Override
    public void close() {
        for (LoneProcess each : processes) {
            if (each.handle().isAlive()) {
                each.goOn(); // at rest it would not hear that it has to end
            }
            each.close();
        }
    }
}
