package dev.spillway.localcloud.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir Path root;

    @Test
    void folderHasOneOwnerAtATime() throws Exception {
        Path path = root.resolve("a/b");
        try (Folder _ = Folder.own(path).orElseThrow()) {
            assertThat(Folder.own(path)).isEmpty();
        }
        try (Folder again = Folder.own(path).orElseThrow()) {
            assertThat(again.path()).isEqualTo(path).isDirectory();
        }
    }

    @Test
    void treesAreCopiedAndDeletedWhole() throws Exception {
        Path source = Files.createDirectories(root.resolve("source/inner"));
        Files.writeString(source.resolve("file"), "content");

        Folder.copy(root.resolve("source"), root.resolve("target"));
        Folder.delete(root.resolve("source"));
        Folder.delete(root.resolve("never there"));

        assertThat(root.resolve("target/inner/file")).hasContent("content");
        assertThat(root.resolve("source")).doesNotExist();
    }
}
