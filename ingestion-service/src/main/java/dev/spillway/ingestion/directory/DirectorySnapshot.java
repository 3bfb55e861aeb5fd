package dev.spillway.ingestion.directory;

import dev.spillway.platform.error.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directory as it was at one version, by ingest key. Immutable and thread-safe. */
final class DirectorySnapshot {

    static final DirectorySnapshot EMPTY = new DirectorySnapshot(-1, Map.of(), Map.of());

    private final long version;
    private final Map<String, Source> byKey;
    private final Map<UUID, DirectoryRow> rows;

    private DirectorySnapshot(
            long version, Map<String, Source> byKey, Map<UUID, DirectoryRow> rows) {
        this.version = version;
        this.byKey = byKey;
        this.rows = rows;
    }

    /** This one with changed rows in place of their predecessors. */
    DirectorySnapshot with(List<DirectoryRow> changed, SourceBinder binder) {
        Map<String, Source> newByKey = new HashMap<>(byKey);
        Map<UUID, DirectoryRow> newRows = new HashMap<>(rows);
        long newest = version;
        for (DirectoryRow row : changed) {
            // Its key may be another one now; the old one must not work any more.
            @Nullable DirectoryRow before = newRows.put(row.sourceId(), row);
            if (before != null) {
                newByKey.remove(before.ingestKey());
            }
            newByKey.put(row.ingestKey(), binder.bind(row));
            newest = Math.max(newest, row.version());
        }
        return new DirectorySnapshot(newest, newByKey, newRows);
    }

    long version() {
        return version;
    }

    Optional<Source> find(String ingestKey) {
        return Optional.ofNullable(byKey.get(ingestKey));
    }

    int size() {
        return byKey.size();
    }

    /** Sources whose rows could not be used. */
    long unusable() {
        return byKey.values().stream()
                .filter(source ->
                        source instanceof Source.Closed closed
                                && closed.reason() == ErrorCode.SERVICE_UNAVAILABLE)
                .count();
    }

    /** Every row as it was read, for the copy that outlives this process. */
    Collection<DirectoryRow> rows() {
        return rows.values();
    }
}
