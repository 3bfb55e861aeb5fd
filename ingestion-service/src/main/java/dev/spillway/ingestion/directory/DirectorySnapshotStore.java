package dev.spillway.ingestion.directory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where the directory's last copy lies, so that the door also starts without a database. */
interface DirectorySnapshotStore {

    /** The last copy; empty when there is none that can be read. */
    Optional<List<DirectoryRow>> load();

    /** Replaces the last copy as a whole. A failure is logged: the next change tries again. */
    void save(Collection<DirectoryRow> rows);

    /** Keeps nothing. */
    static DirectorySnapshotStore none() {
        return new DirectorySnapshotStore() {
            @Override
            public Optional<List<DirectoryRow>> load() {
                return Optional.empty();
            }

            @Override
            public void save(Collection<DirectoryRow> rows) {
                // Nothing to keep it in.
            }
        };
    }
}
