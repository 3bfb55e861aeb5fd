package dev.spillway.platform.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. Its message is the detail that the client reads. */
public final class ProblemException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public ProblemException(ErrorCode code) {
        this(code, null, List.of());
    }

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    private ProblemException(ErrorCode code, @Nullable String detail, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** 422 with every invalid field at once, so that nobody mends them one request at a time. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(ErrorCode.INVALID_INPUT, null, errors);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public ErrorCode code() {
        return code;
    }

    public Problem problem() {
        return Problem.of(code, getMessage(), errors);
    }
}
