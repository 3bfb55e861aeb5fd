package dev.spillway.load.stand;

import dev.spillway.launcher.home.LauncherException;
import java.time.Duration;

/** Processor time that a process has used since {@link #since}, in user and kernel mode. */
public final class ProcessorTime {

    private final ProcessHandle process;
    private final Duration before;

    private ProcessorTime(ProcessHandle process) {
        this.process = process;
        this.before = total(process);
    }

    /** Counts from now on. */
    public static ProcessorTime since(ProcessHandle process) {
        return new ProcessorTime(process);
    }

    /** In seconds, to a hundredth. */
    public double seconds() {
        return total(process).minus(before).toMillis() / 1000.0;
    }

    private static Duration total(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(
                        () -> new LauncherException("The system does not tell processor times."));
    }
}
