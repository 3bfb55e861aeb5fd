package dev.spillway.load.bench;

import dev.spillway.load.report.Report;
import dev.spillway.load.stand.HeapSamples;
import dev.spillway.load.stand.Stand;
import dev.spillway.load.traffic.Pace;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.localcloud.queue.QueueStorage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Whether a long blast leaves anything behind: the floor of the door's heap, which is what remains
 * after a collection, at the end of the blast beside that at its beginning. The ten minutes
 * are {@code --seconds 600}.
 */
final class SoakBench implements Bench {

    /** Above this the floor has risen, not swung. */
    private static final double MOST_GROWTH = 1.25;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String summary() {
        return "whether the door's heap stays flat in a long blast (--seconds 600)";
    }

    @Override
    public void run(BenchOptions options, Report report) throws IOException, InterruptedException {
        List<Target> targets = Prepared.onboard(options, QueueStorage.DISK, 20);
        try (Stand stand =
                Prepared.start(options, QueueStorage.DISK, Set.of("ingestion-service"))) {
            Door door = new Door(stand, options);
            WarmUp.run(
                    time -> door.blast(targets, Pace.closed(), time).tally().acceptedPerSecond());
            try (HeapSamples heap = HeapSamples.every(stand.ports().ingestionManagement())) {
                Door.Blast blast = door.blast(targets, Pace.closed(), options.time());
                report.figure("acksPerSecond", blast.tally().acceptedPerSecond());
                report.figure("failed", (double) blast.tally().failed());
                double first = heap.floorOfFirstThird();
                double last = heap.floorOfLastThird();
                report.figure("baselineHeapFloorMegabytes", first);
                report.figure("heapFloorMegabytes", last);
                report.figure("ratio", last / first);
                report.promise("nothing failed", blast.tally().failed() == 0);
                report.promise("the heap's floor has not risen", last <= first * MOST_GROWTH);
            }
        }
    }
}
