package dev.spillway.worker.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose addresses are replaced, and by what. Implementations are thread-safe. */
public interface Choice {

    /**
     * The replacement of an address, or null where it stays.
     *
     * @param readings what the address may be, the longest first: where it begins is not always
     *     clear
     */
    @Nullable Edit pick(List<Candidate> readings);

    /**
     * What takes the place of a whole value, such as a text in JSON or a form's field; null where
     * it is not all about one person.
     */
    @Nullable String whole(String value);
}
