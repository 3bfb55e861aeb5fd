package dev.spillway.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.localcloud.startup.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link LocalCloud} as its user runs it: a process of its own. */
record CloudProcess(Process process, Path errorFile) implements AutoCloseable {

    /** Ports for one home; kept over restarts, as the launcher does. */
    record Ports(int database, int sqs, int sns, int management) {

        static Ports free() {
            return new Ports(
                    LoopbackPort.free(),
                    LoopbackPort.free(),
                    LoopbackPort.free(),
                    LoopbackPort.free());
        }
    }

    static CloudProcess start(Path home, Ports ports) throws IOException {
        return start(
                "--home",
                home.toString(),
                "--database-port",
                Integer.toString(ports.database()),
                "--sqs-port",
                Integer.toString(ports.sqs()),
                "--sns-port",
                Integer.toString(ports.sns()),
                "--management-port",
                Integer.toString(ports.management()));
    }

    static CloudProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.add(LocalCloud.class.getName());
        command.addAll(Arrays.asList(arguments));
        Path error = Files.createTempFile("cloud", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(error.toFile())
                        .start();
        return new CloudProcess(process, error);
    }

    /** Waits until the cloud says that it is ready. */
    CloudDescription ready(Path home) throws IOException {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    assertThat(process.isAlive()).as(errors()).isTrue();
                    return isOurs(home);
                });
        return CloudDescription.read(home);
    }

    /** A killed run leaves its description until the next one begins: it names another process. */
    private boolean isOurs(Path home) throws IOException {
        return Files.exists(CloudDescription.file(home))
                && CloudDescription.read(home).processId() == process.pid();
    }

    /** Waits for the end of a process that ends by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the process ended").isTrue();
        return process.exitValue();
    }

    String errors() {
        try {
            return Files.readString(errorFile);
        } catch (IOException e) {
            return e.toString();
        }
    }

    void terminate() throws InterruptedException {
        process.destroy();
        exitCode();
    }

    /** kill -9 of the JVM alone: the database goes on without it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** kill -9 of the JVM and of the database. */
    void killEverything() throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        exitCode();
    }

    /** The databases that run on a home, whoever started them. */
    static List<ProcessHandle> serversOn(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        Stream.of(process.info().arguments().orElse(new String[0]))
                                .anyMatch(a -> a.startsWith("--datadir=" + home)))
                .toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
