package dev.spillway.load.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the machine's host took of its processors for others since a moment: "steal" in the first
 * line of Linux's {@code /proc/stat} (proc_stat(5)). Where a system does not tell, nothing.
 */
public final class StolenTime {

    private static final Path COUNTERS = Path.of("/proc/stat");

    /** User, nice, system, idle, iowait, irq, softirq, steal; what follows is in the first two. */
    private static final int COLUMNS = 8;

    private final Counters before;

    private StolenTime(Counters before) {
        this.before = before;
    }

    /** In ticks of all processors. */
    record Counters(long stolen, long all) {

        static Counters of(String line) {
            long[] ticks =
                    Arrays.stream(line.split("\\s+"))
                            .skip(1)
                            .limit(COLUMNS)
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Counters(ticks[COLUMNS - 1], Arrays.stream(ticks).sum());
        }

        double shareSince(Counters before) {
            return (stolen - before.stolen) / (double) Math.max(1, all - before.all);
        }
    }

    /** Counts from now on. */
    public static StolenTime since() {
        return new StolenTime(counters());
    }

    /** Of the processors' time, from 0 to 1. */
    public double share() {
        return counters().shareSince(before);
    }

    private static Counters counters() {
        if (!Files.isReadable(COUNTERS)) {
            return new Counters(0, 0);
        }
        try {
            List<String> lines = Files.readAllLines(COUNTERS);
            return Counters.of(lines.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
