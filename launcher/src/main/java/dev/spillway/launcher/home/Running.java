package dev.spillway.launcher.home;

import java.util.List;

/**
 * What a copy has started; written to its home so that other commands find it.
 *
 * @param launcher process id of the launcher that watches over the rest
 * @param portBase first port
 * @param ready whether all was healthy once
 * @param processes in the order of their start
 */
public record Running(long launcher, int portBase, boolean ready, List<Entry> processes) {

    public static final String FILE = "running.json";

    /**
     * One process.
     *
     * @param name service name
     * @param pid process id
     * @param startedAt milliseconds since the epoch at which the system says it started, which
     *     tells it from a later process of the same id
     * @param port where it serves, 0 for none
     * @param managementPort where it tells its health
     * @param log path of its log
     */
    public record Entry(
            String name, long pid, long startedAt, int port, int managementPort, String log) {

        /** Whether this very process is alive. */
        public boolean alive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> startedAt == startOf(handle))
                    .isPresent();
        }
    }

    /**
     * When a process started, in milliseconds since the epoch; 0 where the system does not tell.
     */
    public static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
