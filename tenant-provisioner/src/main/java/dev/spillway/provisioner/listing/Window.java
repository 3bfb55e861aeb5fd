package dev.spillway.provisioner.listing;

import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.input.Findings;
import dev.spillway.provisioner.input.Rule;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a client asks for.
 *
 * @param limit how many, from 1 to 500
 * @param before ids older than this one; absent for the newest
 */
public record Window(int limit, Optional<UUID> before) {

    private static final int STANDARD = 50;
    private static final int MOST = 500;

    private static final Rule<Integer> LIMIT =
            new Rule<>(Window::limit, "must be a number from 1 to " + MOST);
    private static final Rule<UUID> CURSOR =
            new Rule<>(Window::id, "must be the `next` of an earlier page");

    /** Reads the query parameters {@code limit} and {@code cursor}. */
    public static Window read(@Nullable String limit, @Nullable String cursor, Findings findings) {
        return new Window(
                findings.parse("limit", limit, LIMIT).orElse(STANDARD),
                findings.parse("cursor", cursor, CURSOR));
    }

    /** How many rows to read: one more than shown says whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The page made of what was read.
     *
     * @param rows at most {@link #rows()}, newest first
     */
    public <R, T> Page<T> page(List<R> rows, Function<R, UUID> id, Function<R, T> view) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? cursor(id.apply(shown.getLast())) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("\\d{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(limit -> limit >= 1 && limit <= MOST)
                : Optional.empty();
    }

    private static String cursor(UUID id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.bytes(id));
    }

    private static Optional<UUID> id(String cursor) {
        try {
            return Optional.of(Ids.uuid(Base64.getUrlDecoder().decode(cursor)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
