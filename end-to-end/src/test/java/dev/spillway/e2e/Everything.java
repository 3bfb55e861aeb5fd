package dev.spillway.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** All processes of a copy. */
final class Everything {

    private Everything() {}

    /** {@code kill -9}; returns when their ports are free. */
    static void kill(Launcher launcher) throws Exception {
        JsonNode status = launcher.status();
        ProcessHandle launcherProcess =
                ProcessHandle.of(launcher.running().at("/launcher").asLong()).orElseThrow();
        // The launcher first: it would stop the others in order.
        List<ProcessHandle> processes = new ArrayList<>(List.of(launcherProcess));
        status.at("/services")
                .forEach(service ->
                        ProcessHandle.of(service.at("/pid").asLong())
                                .ifPresent(process -> {
                                    processes.add(process);
                                    process.descendants().forEach(processes::add);
                                }));
        processes.forEach(ProcessHandle::destroyForcibly);
        // The ports tell, not the process table: whoever reaps orphans may take his time.
        await().atMost(Duration.ofSeconds(30)).until(() -> Launcher.allFree(launcher.portBase()));
    }
}
