package dev.spillway.worker.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files, for one machine. A file is there with all its bytes or not at all: it is
 * written under another name, flushed, renamed, and the folder flushed. Nobody but its owner may
 * read it.
 */
final class FolderArchive implements Archive {

    private static final String DRAFT = ".draft";

    private final Path root;

    FolderArchive(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void check() {
        try {
            write("probe", new byte[0]);
        } catch (IOException e) {
            throw new ArchiveUnusableException(
                    "The archive's folder "
                            + root
                            + " cannot be written to: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public void put(String key, byte[] object) {
        try {
            write(key, object);
        } catch (IOException e) {
            throw new ArchiveFailedException("no object was written below " + root, e);
        }
    }

    private void write(String key, byte[] object) throws IOException {
        Path file = root.resolve(key);
        Path folder = Objects.requireNonNull(file.getParent());
        create(folder);
        Path draft = folder.resolve(file.getFileName() + DRAFT);
        Files.deleteIfExists(draft);
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownersOnly("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(object);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flush(folder);
    }

    /** A new folder is only there for good once the one that it lies in was flushed. */
    private void create(@Nullable Path folder) throws IOException {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        create(parent);
        Files.createDirectories(folder, ownersOnly("rwx------"));
        flush(parent);
    }

    private FileAttribute<?>[] ownersOnly(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Other systems than POSIX open no folder. */
    private void flush(@Nullable Path folder) throws IOException {
        if (folder != null && isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public Iterator<String> keysAfter(String key) {
        return below(root.resolve("v1"), key).iterator();
    }

    /** Looks into a folder when its turn comes, and not at all if it lies before the key. */
    private Stream<String> below(Path folder, String after) {
        return entries(folder).stream()
                .filter(entry -> mayHold(name(entry), after))
                .flatMap(entry ->
                        Files.isDirectory(entry) ? below(entry, after) : Stream.of(name(entry)))
                .filter(name -> ArchiveKey.isOne(name) && name.compareTo(after) > 0);
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new ArchiveFailedException(folder + " cannot be listed", e);
        }
    }

    private static boolean mayHold(String name, String after) {
        return name.compareTo(after.substring(0, Math.min(name.length(), after.length()))) >= 0;
    }

    private String name(Path entry) {
        return root.relativize(entry).toString().replace('\\', '/');
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(root.resolve(key));
        } catch (IOException e) {
            throw new ArchiveFailedException(key + " cannot be opened", e);
        }
    }

    @Override
    public void close() {
        // a folder holds nothing open
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
