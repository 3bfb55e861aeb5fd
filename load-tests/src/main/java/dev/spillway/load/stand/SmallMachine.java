package dev.spillway.load.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One processor and so much memory for a process, bound by the system as far as it lets us. What it
 * does not bind, the JVM is told.
 */
public final class SmallMachine {

    private static final String TASKSET = "/usr/bin/taskset";
    private static final String PRLIMIT = "/usr/bin/prlimit";
    private static final int MEBIBYTE = 1 << 20;

    private final Memory memory;
    private final boolean oneProcessor;
    private final int mebibytes;

    SmallMachine(Memory memory, boolean oneProcessor, int mebibytes) {
        this.memory = memory;
        this.oneProcessor = oneProcessor;
        this.mebibytes = mebibytes;
    }

    /** By what memory is bound. */
    public enum Memory {
        /** A control group of its own, by systemd: everything counts, as in a container. */
        CONTROL_GROUP,

        /**
         * {@code RLIMIT_DATA}: what the process may write to and has to itself, used or not. Pages
         * of files, which the system can take back, do not count.
         */
        PROCESS_LIMIT,

        /** The JVM alone, which sizes itself for it ({@code -XX:MaxRAM}) and is held to nothing. */
        JVM_ALONE
    }

    /** The narrowest bound that this system lets us set. */
    public static SmallMachine of(int mebibytes) throws InterruptedException {
        boolean oneProcessor = Files.isExecutable(Path.of(TASKSET));
        for (Memory memory : Memory.values()) {
            SmallMachine machine = new SmallMachine(memory, oneProcessor, mebibytes);
            if (memory == Memory.JVM_ALONE || machine.isAllowed()) {
                return machine;
            }
        }
        throw new AssertionError("the JVM alone is always allowed");
    }

    private boolean isAllowed() throws InterruptedException {
        try {
            Process attempt =
                    new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = attempt.waitFor(5, TimeUnit.SECONDS);
            attempt.destroyForcibly();
            return ended && attempt.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** The same command inside the bounds. Each program of them becomes the next: one process. */
    public List<String> command(List<String> command) {
        List<String> bound = new ArrayList<>(memoryBound());
        if (oneProcessor) {
            bound.addAll(List.of(TASKSET, "-c", "0"));
        }
        bound.addAll(command);
        return bound;
    }

    private List<String> memoryBound() {
        return switch (memory) {
            case CONTROL_GROUP ->
                    List.of(
                            "systemd-run",
                            "--scope",
                            "--quiet",
                            "--no-ask-password",
                            "--property=MemoryMax=" + mebibytes + "M",
                            "--property=MemorySwapMax=0");
            case PROCESS_LIMIT -> List.of(PRLIMIT, "--data=" + (long) mebibytes * MEBIBYTE);
            case JVM_ALONE -> List.of();
        };
    }

    public Memory memory() {
        return memory;
    }

    /** In words, for whoever reads the figures. */
    public String description() {
        return switch (memory) {
            case CONTROL_GROUP -> "memory bound by a control group of %d MiB".formatted(mebibytes);
            case PROCESS_LIMIT ->
                    "memory bound by a limit of %d MiB on what the process may write to"
                            .formatted(mebibytes);
            case JVM_ALONE -> "memory not bound: -XX:MaxRAM=%dm only".formatted(mebibytes);
        };
    }
}
