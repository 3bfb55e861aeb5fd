package dev.spillway.launcher.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: politely, and after a while forcibly. */
public final class Shutdown {

    private Shutdown() {}

    /** Ends all but the last at once, then the last, which the others needed while they stopped. */
    public static void inTurn(List<ProcessHandle> processes, Duration patience) {
        if (processes.isEmpty()) {
            return;
        }
        List<ProcessHandle> dependents = processes.subList(0, processes.size() - 1);
        dependents.forEach(ProcessHandle::destroy);
        dependents.forEach(process -> await(process, patience));
        processes.getLast().destroy();
        await(processes.getLast(), patience);
    }

    private static void await(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
