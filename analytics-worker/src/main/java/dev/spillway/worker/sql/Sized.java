package dev.spillway.worker.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A row, and how many bytes of memory it takes to look into it. */
public record Sized(UUID id, long bytes) {

    /** The first of them that fit together; one always does. */
    public static List<UUID> fitting(List<Sized> rows, long most) {
        List<UUID> fitting = new ArrayList<>();
        long bytes = 0;
        for (Sized each : rows) {
            bytes += each.bytes;
            if (bytes > most && !fitting.isEmpty()) {
                break;
            }
            fitting.add(each.id);
        }
        return fitting;
    }
}
