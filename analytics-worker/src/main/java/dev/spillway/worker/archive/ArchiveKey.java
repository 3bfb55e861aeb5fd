package dev.spillway.worker.archive;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The names of objects: {@code v1/2026/11/21/15/<UUIDv7>.messages.gz}. Their order is that in which
 * they were written, and an hour is a folder.
 */
public final class ArchiveKey {

    /** Before every key of this version's objects. */
    public static final String FIRST = "v1/";

    static final String SUFFIX = ".messages.gz";

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'v1/'yyyy/MM/dd/HH/").withZone(ZoneOffset.UTC);

    private static final int ID = 36;

    private ArchiveKey() {}

    /** The key of an object that is written now. */
    static String next() {
        return of(Ids.next());
    }

    static String of(UUID id) {
        return HOUR.format(Ids.madeAt(id)) + id + SUFFIX;
    }

    /** Before the keys of all objects written at or after a moment, and behind all others. */
    public static String before(Instant moment) {
        return HOUR.format(moment) + Ids.firstAt(moment);
    }

    /** Whether a name is a key: others may lie beside them. */
    static boolean isOne(String name) {
        return name.startsWith(FIRST)
                && name.endsWith(SUFFIX)
                && name.length() - SUFFIX.length() - name.lastIndexOf('/') - 1 == ID;
    }

    /** When an object was written, by the clock of its worker. */
    public static Instant writtenAt(String key) {
        int end = key.length() - SUFFIX.length();
        return Ids.madeAt(UUID.fromString(key.substring(end - ID, end)));
    }
}
