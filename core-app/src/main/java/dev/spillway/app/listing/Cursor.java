package dev.spillway.app.listing;

import dev.spillway.platform.error.ProblemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list: the sort key of the last item that was shown, so that what is added meanwhile
 * neither repeats nor hides an item. Clients see base64url and look no further.
 */
public final class Cursor {

    private final long[] numbers;

    private Cursor(long[] numbers) {
        this.numbers = numbers;
    }

    public static Cursor of(long... numbers) {
        return new Cursor(numbers.clone());
    }

    public static Cursor of(UUID id) {
        return of(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static Cursor parse(String text, int numbers) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == numbers * Long.BYTES) {
                long[] parsed = new long[numbers];
                ByteBuffer.wrap(bytes).asLongBuffer().get(parsed);
                return new Cursor(parsed);
            }
        } catch (IllegalArgumentException e) {
            // Falls through: not base64, hence no cursor.
        }
        throw ProblemException.invalid("cursor", "must be the next of a page of this very list");
    }

    public long number(int place) {
        return numbers[place];
    }

    /** The id in two numbers, of which the first stands at this place. */
    public UUID id(int place) {
        return new UUID(numbers[place], numbers[place + 1]);
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        Arrays.stream(numbers).forEach(bytes::putLong);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
