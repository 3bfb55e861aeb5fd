package dev.spillway.ingestion.directory;

import static dev.spillway.ingestion.directory.Rows.stripe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.SnsTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

class DirectoryRefresherTest {

    private static final DirectoryProperties PROPERTIES =
            new DirectoryProperties(Duration.ofMillis(500), Duration.ofMillis(1500), 3, null);

    private final FakeRows database = new FakeRows();
    private final SourceDirectory directory = new SourceDirectory();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    /** What the view would show; counts how many rows were read from it. */
    private static final class FakeRows implements DirectoryRows {
        private final List<DirectoryRow> rows = new ArrayList<>();
        private boolean down;
        private boolean broken;
        private int read;

        void put(Rows row) {
            rows.removeIf(known -> known.sourceId().equals(row.sourceId()));
            rows.add(row.row());
        }

        @Override
        public long newestVersion() {
            demandUp();
            return rows.stream().mapToLong(DirectoryRow::version).max().orElse(-1);
        }

        @Override
        public List<DirectoryRow> changedAfter(long version) {
            demandUp();
            List<DirectoryRow> changed =
                    rows.stream().filter(row -> row.version() > version).toList();
            read += changed.size();
            return changed;
        }

        private void demandUp() {
            if (broken) {
                throw new LinkageError("for the test");
            }
            if (down) {
                throw new DataAccessResourceFailureException("down");
            }
        }
    }

    private DirectoryRefresher refresher() {
        return refresher(DirectorySnapshotStore.none());
    }

    private DirectoryRefresher refresher(DirectorySnapshotStore store) {
        return new DirectoryRefresher(
                directory,
                database,
                new SourceBinder(PresetCatalogue.standard(), Rows.WRAPPER, _ -> SnsTrust.none()),
                store,
                PROPERTIES,
                () -> now);
    }

    @Test
    void emptyDirectoryIsLoadedToo() {
        refresher().refresh();

        assertThat(directory.isLoaded()).isTrue();
        assertThat(directory.find("k")).isEmpty();
    }

    @Test
    void onlyRowsThatChangedAreRead() {
        DirectoryRefresher refresher = refresher();
        database.put(stripe(1, "first"));
        database.put(stripe(2, "second"));
        refresher.refresh();
        assertThat(database.read).isEqualTo(2);

        refresher.refresh();
        assertThat(database.read).isEqualTo(2);

        database.put(stripe(3, "third"));
        refresher.refresh();
        assertThat(database.read).isEqualTo(3);
        assertThat(directory.find("first")).isPresent();
        assertThat(directory.find("third")).isPresent();
    }

    @Test
    void changedRowTakesTheOldOnesPlace() {
        DirectoryRefresher refresher = refresher();
        Rows row = stripe(1, "old");
        database.put(row);
        refresher.refresh();

        database.put(row.withVersion(2).withKey("new").withStatus("paused"));
        refresher.refresh();

        assertThat(directory.find("old")).isEmpty();
        assertThat(directory.find("new")).get().isInstanceOf(Source.Closed.class);
    }

    @Test
    void brokenRowLeavesTheOthersOpen() {
        database.put(stripe(1, "good"));
        database.put(stripe(2, "broken").withProvider("nobody"));

        refresher().refresh();

        assertThat(directory.find("good")).get().isInstanceOf(Source.Open.class);
        assertThat(directory.find("broken")).get().isInstanceOf(Source.Closed.class);
        assertThat(directory.snapshot().unusable()).isEqualTo(1);
    }

    @Test
    void databaseThatGoesAwayChangesNothingButTheAge() {
        DirectoryRefresher refresher = refresher();
        database.put(stripe(1, "k"));
        refresher.refresh();

        database.down = true;
        now = now.plusSeconds(7);
        refresher.refresh();

        assertThat(directory.find("k")).isPresent();
        assertThat(refresher.age()).contains(Duration.ofSeconds(7));
        assertThat(refresher.failures()).isEqualTo(1);

        database.down = false;
        refresher.refresh();
        assertThat(refresher.age()).contains(Duration.ZERO);
    }

    @Test
    void outlivesAnError() {
        DirectoryRefresher refresher = refresher();
        database.broken = true;
        refresher.refresh();
        assertThat(refresher.failures()).isEqualTo(1);

        database.broken = false;
        database.put(stripe(1, "k"));
        refresher.refresh();
        assertThat(directory.find("k")).isPresent();
    }

    @Test
    void restoredDatabaseIsLoadedAnew() {
        DirectoryRefresher refresher = refresher();
        database.put(stripe(1, "kept"));
        database.put(stripe(9, "lost in the restore"));
        refresher.refresh();

        database.rows.removeLast();
        refresher.refresh();

        assertThat(directory.find("kept")).isPresent();
        assertThat(directory.find("lost in the restore")).isEmpty();
    }

    /** Restored while it was away, it may have more changes behind it than before. */
    @Test
    void databaseThatComesBackIsLoadedAnewWhateverItsVersion() {
        DirectoryRefresher refresher = refresher();
        database.put(stripe(1, "kept"));
        database.put(stripe(2, "lost in the restore"));
        refresher.refresh();
        database.down = true;
        refresher.refresh();

        database.down = false;
        database.rows.removeLast();
        database.put(stripe(2, "under a number that was used"));
        database.put(stripe(3, "new"));
        refresher.refresh();

        assertThat(directory.find("kept")).isPresent();
        assertThat(directory.find("new")).isPresent();
        assertThat(directory.find("under a number that was used")).isPresent();
        assertThat(directory.find("lost in the restore")).isEmpty();
    }

    @Test
    void startsFromItsLastCopyWithoutADatabase(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("snapshot/directory.json");
        database.put(stripe(1, "k"));
        database.put(stripe(2, "deleted").withStatus("deleted"));
        refresher(new FileSnapshotStore(file)).refresh();
        assertThat(Files.readString(file)).contains("deleted").doesNotContain(Rows.SECRET);

        SourceDirectory restarted = new SourceDirectory();
        database.down = true;
        DirectoryRefresher afterRestart =
                new DirectoryRefresher(
                        restarted,
                        database,
                        new SourceBinder(
                                PresetCatalogue.standard(), Rows.WRAPPER, _ -> SnsTrust.none()),
                        new FileSnapshotStore(file),
                        PROPERTIES,
                        () -> now);
        afterRestart.refresh();

        assertThat(restarted.isLoaded()).isTrue();
        assertThat(restarted.find("k")).get().isInstanceOf(Source.Open.class);
        assertThat(restarted.find("deleted")).get().isInstanceOf(Source.Closed.class);
        assertThat(afterRestart.age()).isEmpty();

        // A row that went while nobody looked is gone once the database answers.
        database.down = false;
        database.rows.removeFirst();
        afterRestart.refresh();
        assertThat(restarted.find("k")).isEmpty();
    }

    @Test
    void withoutDatabaseAndCopyItIsNotLoaded(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("directory.json");
        Files.writeString(file, "cut of");
        database.down = true;

        refresher(new FileSnapshotStore(file)).refresh();

        assertThat(directory.isLoaded()).isFalse();
    }

    @Test
    void pollsLessOftenWhileNobodyPosts() {
        DirectoryRefresher refresher = refresher();

        assertThat(refresher.pause()).isEqualTo(PROPERTIES.pollInterval());
        assertThat(refresher.pause()).isEqualTo(PROPERTIES.pollInterval());
        assertThat(refresher.pause()).isEqualTo(PROPERTIES.idlePollInterval());

        directory.find("anything");
        assertThat(refresher.pause()).isEqualTo(PROPERTIES.pollInterval());
    }
}
