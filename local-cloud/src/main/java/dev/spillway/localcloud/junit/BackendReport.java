package dev.spillway.localcloud.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line per test class in the folder that the system property {@code spillway.backend.report}
 * names, so that a run can say where each of its integration tests ran.
 */
final class BackendReport {

    private BackendReport() {}

    static void write(Class<?> testClass, String where) {
        String folder = System.getProperty("spillway.backend.report");
        if (folder == null) {
            return;
        }
        try {
            Path path = Files.createDirectories(Path.of(folder));
            Files.writeString(
                    path.resolve(testClass.getName() + ".txt"),
                    testClass.getName() + " " + where + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
