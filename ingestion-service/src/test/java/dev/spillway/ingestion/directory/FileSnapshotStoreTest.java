package dev.spillway.ingestion.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotStoreTest {

    private static final DirectoryRow ROW = Rows.stripe(1, "k").row();

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsSavedIsLoadedAndNothingElseStays(@TempDir Path folder) throws Exception {
        FileSnapshotStore store = new FileSnapshotStore(folder.resolve("copy.json"));

        store.save(List.of());
        store.save(List.of(ROW));

        assertThat(store.load().orElseThrow())
                .singleElement()
                .returns(ROW.sourceId(), DirectoryRow::sourceId);
        assertThat(names(folder)).containsExactly("copy.json");
    }

    /** Each change would leave one more of them. */
    @Test
    void copyThatCannotTakeItsPlaceIsNotLeftBesideIt(@TempDir Path folder) throws Exception {
        Path taken = Files.createDirectories(folder.resolve("copy.json/full")).getParent();

        new FileSnapshotStore(taken).save(List.of(ROW));

        assertThat(names(folder)).containsExactly("copy.json");
        assertThat(new FileSnapshotStore(taken).load()).isEmpty();
    }
}
