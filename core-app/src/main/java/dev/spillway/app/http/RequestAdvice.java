package dev.spillway.app.http;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * What {@code ProblemAdvice} says in general, said for this API: which field, and what it takes.
 * After those advices that know one cause: this one would answer by what is wrapped around it.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestAdvice {

    private static final Logger log = LoggerFactory.getLogger(RequestAdvice.class);
    private static final String SECONDS = "1";

    /** A path that names no id names nothing. */
    @ExceptionHandler
    ResponseEntity<Problem> unreadable(MethodArgumentTypeMismatchException e) {
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(Problem.of(ErrorCode.NOT_FOUND));
        }
        return invalid(new FieldError(e.getName(), Expected.of(e.getRequiredType())));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException e) {
        return invalid(new FieldError(e.getParameterName(), "must be given"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(BindException e) {
        return answer(
                Problem.of(
                        ErrorCode.INVALID_INPUT,
                        null,
                        e.getFieldErrors().stream().map(error -> fieldError(e, error)).toList()));
    }

    private static FieldError fieldError(
            BindException e, org.springframework.validation.FieldError error) {
        return new FieldError(
                error.getField(),
                error.isBindingFailure()
                        ? Expected.of(e.getBindingResult().getFieldType(error.getField()))
                        : String.valueOf(error.getDefaultMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        if (e.getMostSpecificCause() instanceof BodyTooLargeException) {
            return answer(Problem.of(ErrorCode.BODY_TOO_LARGE));
        }
        if (e.getCause() instanceof DatabindException cause && !cause.getPath().isEmpty()) {
            return invalid(new FieldError(path(cause), Expected.of(type(cause))));
        }
        return answer(
                Problem.of(
                        ErrorCode.MALFORMED_REQUEST,
                        "The body is not the JSON that was expected.",
                        List.of()));
    }

    private static @Nullable Class<?> type(DatabindException e) {
        return e instanceof InvalidFormatException format ? format.getTargetType() : null;
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .substring(1);
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooSlow(QueryTimeoutException e) {
        log.warn("a statement took too long: {}", e.getClass().getSimpleName());
        return answer(
                Problem.of(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "This took too long. Ask for a shorter time or add a filter.",
                        List.of()));
    }

    /**
     * Somebody else changed the same at the same moment, and the database let him go first. Nothing
     * was changed: the client may send the same again.
     */
    @ExceptionHandler
    ResponseEntity<Problem> overtaken(PessimisticLockingFailureException e) {
        log.warn("another transaction went first: {}", e.getClass().getSimpleName());
        Problem problem = Problem.of(ErrorCode.SERVICE_UNAVAILABLE);
        return ResponseEntity.status(problem.status())
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** The database is away or all connections are taken: the client may try again. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<Problem> databaseAway(Exception e) {
        log.error("the database does not answer", e);
        return answer(Problem.of(ErrorCode.SERVICE_UNAVAILABLE));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(DataAccessException e) {
        log.error("a statement failed", e);
        return answer(Problem.of(ErrorCode.INTERNAL_ERROR));
    }

    private static ResponseEntity<Problem> invalid(FieldError error) {
        return answer(Problem.of(ErrorCode.INVALID_INPUT, null, List.of(error)));
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
