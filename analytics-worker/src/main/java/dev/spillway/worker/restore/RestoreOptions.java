package dev.spillway.worker.restore;

import dev.spillway.worker.archive.ArchiveKey;
import dev.spillway.worker.archive.ArchivePlace;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of an archive is to be restored.
 *
 * @param from objects written at or after it
 * @param to objects written before it
 * @param after objects behind this key: where a run that was stopped goes on
 * @param tenant whose webhooks; everybody's where null
 * @param dryRun whether nothing is stored
 */
record RestoreOptions(
        ArchivePlace place,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String after,
        @Nullable UUID tenant,
        boolean dryRun,
        boolean json) {

    static final String USAGE =
            "replay --from-archive DIR|s3://BUCKET/PREFIX [--from TIME] [--to TIME] [--tenant ID]"
                    + " [--after KEY] [--dry-run] [--json]";

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static RestoreOptions parse(List<String> words) {
        Draft draft = new Draft();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--from-archive" -> draft.place = value(word, rest, ArchivePlace::parse);
                case "--from" -> draft.from = value(word, rest, Instant::parse);
                case "--to" -> draft.to = value(word, rest, Instant::parse);
                case "--after" -> draft.after = value(word, rest, Function.identity());
                case "--tenant" -> draft.tenant = value(word, rest, UUID::fromString);
                case "--dry-run" -> draft.dryRun = true;
                case "--json" -> draft.json = true;
                default ->
                        throw new IllegalArgumentException(
                                "There is no option " + word + ". Usage: " + USAGE);
            }
        }
        return draft.options();
    }

    private static <T> T value(String option, Iterator<String> rest, Function<String, T> reader) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value. Usage: " + USAGE);
        }
        String text = rest.next();
        try {
            return reader.apply(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + " wants a time like 2026-11-21T15:00:00Z, not " + text, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " cannot be " + text, e);
        }
    }

    /** Behind which key reading starts. */
    String start() {
        String first = from == null ? ArchiveKey.FIRST : ArchiveKey.before(from);
        return after == null || after.compareTo(first) < 0 ? first : after;
    }

    /** Whether an object, and with it all behind it, is too young. */
    boolean isBeyond(String key) {
        return to != null && key.compareTo(ArchiveKey.before(to)) > 0;
    }

    boolean wants(UUID tenantId) {
        return tenant == null || tenant.equals(tenantId);
    }

    private static final class Draft {
        @Nullable ArchivePlace place;
        @Nullable Instant from;
        @Nullable Instant to;
        @Nullable String after;
        @Nullable UUID tenant;
        boolean dryRun;
        boolean json;

        RestoreOptions options() {
            if (place == null) {
                throw new IllegalArgumentException("Say where the archive is: " + USAGE);
            }
            return new RestoreOptions(place, from, to, after, tenant, dryRun, json);
        }
    }
}
