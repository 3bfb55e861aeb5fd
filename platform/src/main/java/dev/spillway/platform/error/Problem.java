package dev.spillway.platform.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response: RFC 9457 with a stable code.
 *
 * @param type always {@code about:blank}: the code says which problem it is
 * @param title the code's sentence
 * @param status the HTTP status
 * @param code stable name of the error
 * @param detail what to do about this occurrence; never an exception's text
 * @param errors the invalid fields of the request, empty unless the input was invalid
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String detail,
        List<FieldError> errors) {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ErrorCode code) {
        return of(code, null, List.of());
    }

    public static Problem of(ErrorCode code, @Nullable String detail, List<FieldError> errors) {
        return new Problem(
                "about:blank", code.title(), code.category().status(), code.code(), detail, errors);
    }
}
