package dev.spillway.load.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process had in memory at most, pages of files included, as Linux counts it. */
public final class ResidentMemory {

    private static final String PEAK = "VmHWM:";

    private ResidentMemory() {}

    /** In MiB; not a number where the system does not tell. */
    public static double peakMebibytes(ProcessHandle process) {
        try {
            return peakMebibytes(
                    Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Out of lines such as {@code VmHWM: 262144 kB}. */
    static double peakMebibytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.substring(PEAK.length()).replace("kB", "").strip())
                .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
