package dev.spillway.ingestion.directory;

import java.util.Optional;

/**
 * All sources, in memory: finding one touches no database, so that the door opens while the
 * database is down. Thread-safe.
 */
public final class SourceDirectory {

    private volatile DirectorySnapshot snapshot = DirectorySnapshot.EMPTY;
    private volatile boolean loaded;
    private volatile boolean used;

    /**
     * The source of an ingest key. Deleted and suspended ones are found too; empty means that there
     * never was one, provided that the directory {@link #isLoaded()}.
     */
    public Optional<Source> find(String ingestKey) {
        // Written only when it changes: all request threads share its cache line.
        if (!used) {
            used = true;
        }
        return snapshot.find(ingestKey);
    }

    /** Whether it was ever filled; once it was, it stays so. */
    public boolean isLoaded() {
        return loaded;
    }

    void show(DirectorySnapshot snapshot) {
        this.snapshot = snapshot;
        this.loaded = true;
    }

    DirectorySnapshot snapshot() {
        return snapshot;
    }

    /** Whether anybody asked for a source since this was asked last. */
    boolean wasUsed() {
        boolean wasUsed = used;
        used = false;
        return wasUsed;
    }
}
