package dev.spillway.ingestion.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON that holds rows as the database has them: credentials and keys are ciphertext. It
 * is written beside its place and then moved there, so that a crash leaves the copy before. A copy
 * that cannot be written leaves nothing behind.
 */
final class FileSnapshotStore implements DirectorySnapshotStore {

    private static final Logger log = LoggerFactory.getLogger(FileSnapshotStore.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<DirectoryRow>> ROWS = new TypeReference<>() {};

    private final Path file;

    FileSnapshotStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Optional<List<DirectoryRow>> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), ROWS));
        } catch (IOException | JacksonException e) {
            log.warn(
                    "The directory's copy in {} cannot be read: {}",
                    file,
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public void save(Collection<DirectoryRow> rows) {
        try {
            Files.createDirectories(file.getParent());
            replace(JSON.writeValueAsBytes(rows));
        } catch (IOException | JacksonException e) {
            log.warn(
                    "The directory's copy in {} cannot be written: {}",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    /** What was written beside it does not stay there, or a full disk would grow fuller. */
    private void replace(byte[] copy) throws IOException {
        Path written = Files.createTempFile(file.getParent(), "directory", ".json");
        try {
            write(copy, written);
            Files.move(
                    written,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** On the disk before it is moved: else a power cut leaves the name without the bytes. */
    private static void write(byte[] copy, Path written) throws IOException {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(copy);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }
}
