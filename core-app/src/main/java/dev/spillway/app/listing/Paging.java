package dev.spillway.app.listing;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param limit how many items, 50 where nothing is said
 * @param cursor what the page before gave as {@code next}
 */
public record Paging(
        @Parameter(description = "Items on a page; 50 unless given")
                @Min(value = 1, message = "must be from 1 to 500")
                @Max(value = 500, message = "must be from 1 to 500")
                @Nullable Integer limit,
        @Parameter(description = "What the page before gave as next") @Nullable String cursor) {

    private static final int STANDARD = 50;

    /** Items on the page. */
    public int size() {
        return limit == null ? STANDARD : limit;
    }

    /** How many rows to read: one more than the page holds tells whether there is another page. */
    public int rows() {
        return size() + 1;
    }

    /**
     * The place after which the page begins.
     *
     * @param numbers how many numbers a cursor of this list holds
     * @throws dev.spillway.platform.error.ProblemException 422 if it is no cursor of this list
     */
    public Optional<Cursor> after(int numbers) {
        return Optional.ofNullable(cursor).map(text -> Cursor.parse(text, numbers));
    }

    /** The page out of {@link #rows} rows. */
    public <T> Listing<T> page(List<T> rows, Function<T, Cursor> place) {
        if (rows.size() <= size()) {
            return Listing.whole(rows);
        }
        List<T> items = rows.subList(0, size());
        return new Listing<>(items, place.apply(items.getLast()).text());
    }
}
