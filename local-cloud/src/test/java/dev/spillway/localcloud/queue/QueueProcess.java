package dev.spillway.localcloud.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Queues on disk in a process of their own, which can be killed. */
record QueueProcess(Process process) implements AutoCloseable {

    private static final String READY = "ready";

    public static void main(String[] arguments) {
        EmbeddedQueues.onDisk(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(READY);
    }

    static QueueProcess start(Path folder, int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        QueueProcess.class.getName(),
                                        folder.toString(),
                                        Integer.toString(port)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The queues did not start");
        }
        return new QueueProcess(process);
    }

    /** kill -9, and the operating system has taken note of it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
