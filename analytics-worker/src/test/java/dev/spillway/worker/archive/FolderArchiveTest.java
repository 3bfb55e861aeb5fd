package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest implements ArchiveContract {

    @TempDir private Path folder;

    @Override
    public Archive archive() {
        return new FolderArchive(folder.resolve("archive"));
    }

    /** Below a file there is no folder. */
    @Override
    public Archive elsewhere() {
        try {
            return new FolderArchive(
                    Files.writeString(folder.resolve("file"), "").resolve("archive"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobodyElseMayRead() throws IOException {
        archive().put(ArchiveKey.next(), new byte[] {1});

        try (Stream<Path> all = Files.walk(folder.resolve("archive"))) {
            List<Path> paths = all.toList();
            assertThat(paths).hasSize(7).allSatisfy(FolderArchiveTest::isPrivate);
        }
    }

    private static void isPrivate(Path path) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .as(path.toString())
                .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }

    @Test
    void draftOfAWorkerThatWasKilledIsNoObject() throws IOException {
        String key = ArchiveKey.next();
        Path draft = folder.resolve("archive").resolve(key + ".draft");
        Files.createDirectories(draft.getParent());
        Files.writeString(draft, "half of it");

        assertThat(archive().keysAfter(ArchiveKey.FIRST)).isExhausted();
        archive().put(key, new byte[] {1});
        assertThat(archive().keysAfter(ArchiveKey.FIRST)).toIterable().containsExactly(key);
        assertThat(draft).doesNotExist();
    }

    @Test
    void folderThatCannotBeWrittenToIsNamed() {
        assertThatThrownBy(() -> elsewhere().check())
                .hasMessageContaining(folder.resolve("file").toString());
    }
}
