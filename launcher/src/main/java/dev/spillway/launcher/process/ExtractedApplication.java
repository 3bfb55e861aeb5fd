package dev.spillway.launcher.process;

import dev.spillway.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A service's executable jar taken apart into the layout that containers run as well: only from
 * plain jars can the JVM share classes between starts, which halves the time until a service is
 * ready.
 */
final class ExtractedApplication {

    private static final String STAMP = ".extracted-from";

    private final Path jar;
    private final Path folder;

    private ExtractedApplication(Path jar) {
        this.jar = jar;
        this.folder = jar.resolveSibling("application");
    }

    /** The application whose executable jar a build of the checkout made. */
    static ExtractedApplication of(Path root, String service) {
        return new ExtractedApplication(
                root.resolve(service).resolve("target").resolve(service + ".jar"));
    }

    /** The jar to run, beside its libraries, once it was extracted. */
    Path jar() {
        return folder.resolve(jar.getFileName());
    }

    /**
     * Where the JVM keeps the classes of one of its processes, for the next start to map. They are
     * the jar's and not a home's: whoever starts first leaves them to all. The JVM makes them anew
     * where they are missing, cut short or of another jar, and puts a new file in the old one's
     * place, so that copies that run beside each other do not disturb each other.
     */
    Path sharedClasses(String process) {
        return folder.resolve(process + ".jsa");
    }

    /**
     * Extracts it if the executable jar is another than last time. Two copies that start at once
     * wait for each other.
     *
     * @throws LauncherException if there is no such jar or it cannot be extracted
     */
    void prepare() throws InterruptedException {
        try (FileChannel channel =
                        FileChannel.open(
                                jar.resolveSibling("application.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            extractIfChanged();
        } catch (IOException e) {
            throw new LauncherException("Cannot extract " + jar + ": " + e.getMessage(), e);
        }
    }

    private void extractIfChanged() throws IOException, InterruptedException {
        String checksum = checksum();
        Path stamp = folder.resolve(STAMP);
        if (Files.exists(stamp) && Files.readString(stamp).equals(checksum)) {
            return;
        }
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("its tools ended with exit code " + process.exitValue());
        }
        Files.writeString(stamp, checksum);
    }

    private String checksum() throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(jar)) {
            checksum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
        return Long.toHexString(checksum.getValue());
    }
}
