package dev.spillway.load.stand;

import dev.spillway.launcher.home.LauncherException;
import java.time.Duration;

/** Processor time that a process has used since a moment, in user and kernel mode. */
public final class ProcessorTime {

    private final ProcessHandle process;
    private final Duration before;

    private ProcessorTime(ProcessHandle process, Duration before) {
        this.process = process;
        this.before = before;
    }

    /** Counts from now on. */
    public static ProcessorTime since(ProcessHandle process) {
        return new ProcessorTime(process, total(process));
    }

    /** Counts all that it ever used. */
    public static ProcessorTime sinceStart(ProcessHandle process) {
        return new ProcessorTime(process, Duration.ZERO);
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
