package dev.spillway.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./spillway} as a person calls it, for one home of the test's own. */
final class Launcher {

    /** Two copies may start at a time, on a machine that has other things to do. */
    private static final long PATIENCE_MINUTES = 10;

    private static final int SPAN = 16;

    private static final AtomicInteger NEXT_PORT_BASE = new AtomicInteger(21_000);

    private final Path root = Path.of(System.getProperty("user.dir")).toAbsolutePath().getParent();
    private final Path home;
    private final int portBase;

    Launcher(Path home, int portBase) {
        this.home = home;
        this.portBase = portBase;
    }

    /** What a command said, and its exit code. */
    record Result(int exitCode, String output) {}

    /** Runs one command to its end. */
    Result run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("spillway").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--home", home.toString(), "--port-base", String.valueOf(portBase)));
        Path output = Files.createTempFile("spillway", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // The jars were built by the very run that this test belongs to.
        builder.environment().putAll(Map.of("SPILLWAY_BUILT", "1"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end: " + text(output));
        }
        return new Result(process.exitValue(), text(output));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** What {@code status --json} says. */
    JsonNode status() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(run("status", "--json").output());
    }

    /** What the launcher keeps of its run. */
    JsonNode running() {
        return JsonMapper.shared().readTree(home.resolve("running.json"));
    }

    Path home() {
        return home;
    }

    int portBase() {
        return portBase;
    }

    /**
     * The first of sixteen ports of which none is taken at the moment; another one each time, since
     * classes run beside each other. They lie below those that systems give to whoever connects.
     */
    static int freePortBase() {
        int base = NEXT_PORT_BASE.getAndAdd(SPAN);
        while (!allFree(base)) {
            base = NEXT_PORT_BASE.getAndAdd(SPAN);
        }
        return base;
    }

    static boolean allFree(int base) {
        for (int port = base; port < base + SPAN; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                // As servers do: what a killed one left in TIME_WAIT does not count as taken.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
