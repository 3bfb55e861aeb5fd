package dev.spillway.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder of one copy of Spillway: its data, logs, secrets and what is running. */
public final class Home {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What a fresh database, its redo log and the queues take, with room to breathe. */
    private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;

    private final Path folder;

    public Home(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    public Path folder() {
        return folder;
    }

    /** Where the embedded cloud keeps database, queues and topics. */
    public Path cloud() {
        return folder.resolve("cloud");
    }

    /** Where the worker keeps messages, if it is told to. */
    public Path archive() {
        return folder.resolve("archive");
    }

    /** Where the services may keep files of their own. */
    public Path service(String name) {
        return created(folder.resolve("services").resolve(name));
    }

    public Path log(String process) {
        return created(folder.resolve("logs")).resolve(process + ".log");
    }

    public boolean exists() {
        return Files.isDirectory(folder);
    }

    /**
     * Makes the folder and makes sure that it can hold what will be written.
     *
     * @throws LauncherException if it cannot be made or written, or the disk is nearly full
     */
    public void prepare() {
        try {
            Files.createDirectories(folder);
            Path probe = Files.writeString(folder.resolve(".probe"), "x");
            Files.delete(probe);
            requireSpace(Files.getFileStore(folder));
        } catch (IOException e) {
            throw new LauncherException("Cannot write to " + folder + ": " + reason(e), e);
        }
    }

    void requireSpace(FileStore store) throws IOException {
        long free = store.getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new LauncherException(
                    "The disk that holds %s has %d MiB left; Spillway needs %d MiB to start."
                            .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The content of a small file of the home, if it is there. */
    public <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file, type));
        } catch (JacksonException e) {
            throw new LauncherException(
                    file + " cannot be read; ./spillway reset starts afresh.", e);
        }
    }

    /** Writes a small file at once and for the owner's eyes only. */
    public void write(String name, Object content) {
        try {
            Path draft = Files.createTempFile(folder, name, ".draft");
            restrict(draft);
            JSON.writeValue(draft, content);
            Files.move(
                    draft,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException e) {
            throw new LauncherException("Cannot write " + folder.resolve(name), e);
        }
    }

    private static void restrict(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder and everything in it. */
    public void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot delete " + folder + ": " + reason(e), e);
        }
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LauncherException("Cannot make " + folder, e);
        }
    }
}
