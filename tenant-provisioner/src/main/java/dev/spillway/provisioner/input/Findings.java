package dev.spillway.provisioner.input;

import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one request. Not thread-safe. */
public final class Findings {

    private final List<FieldError> errors = new ArrayList<>();

    /**
     * Notes that a field is wrong.
     *
     * @param field where it stands, as in {@code sources[0].provider}
     * @param message what to put there; never what came, which may be a secret
     */
    public void add(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** The value of a query parameter or header; empty when it is absent or wrong. */
    public <T> Optional<T> parse(String field, @Nullable String text, Rule<T> rule) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = rule.parse(text);
        if (value.isEmpty()) {
            add(field, rule.message());
        }
        return value;
    }

    /** Refuses the request if anything is wrong with it (422). */
    public void raise() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
