package dev.spillway.platform.error.web;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.Problem;
import dev.spillway.platform.error.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever a controller throws into a {@link Problem}; a 5xx says nothing of its cause. */
@RestControllerAdvice
public class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> problem(ProblemException e) {
        return response(e.problem(), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(BindException e) {
        return response(
                Problem.of(ErrorCode.INVALID_INPUT, null, fieldErrors(e.getBindingResult())),
                HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(HandlerMethodValidationException e) {
        List<FieldError> errors =
                e.getParameterValidationResults().stream()
                        .flatMap(result ->
                                result.getResolvableErrors().stream()
                                        .map(error ->
                                                new FieldError(
                                                        String.valueOf(
                                                                result.getMethodParameter()
                                                                        .getParameterName()),
                                                        String.valueOf(error.getDefaultMessage()))))
                        .toList();
        return response(Problem.of(ErrorCode.INVALID_INPUT, null, errors), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> invalid(MethodArgumentTypeMismatchException e) {
        FieldError error =
                new FieldError(
                        e.getName(), "cannot be read: expected " + expected(e.getRequiredType()));
        return response(
                Problem.of(ErrorCode.INVALID_INPUT, null, List.of(error)), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        log.debug("unreadable request body", e);
        return response(
                Problem.of(
                        ErrorCode.MALFORMED_REQUEST,
                        "The body is not the JSON that was expected.",
                        List.of()),
                HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unexpected(Exception e) {
        if (e instanceof ErrorResponse response) {
            return response(Problem.of(code(response.getStatusCode())), response.getHeaders());
        }
        log.error("unexpected failure", e);
        return response(Problem.of(ErrorCode.INTERNAL_ERROR), HttpHeaders.EMPTY);
    }

    private static ErrorCode code(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> ErrorCode.NOT_AUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 415 -> ErrorCode.CONTENT_TYPE_UNSUPPORTED;
            case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
            default ->
                    status.is4xxClientError()
                            ? ErrorCode.MALFORMED_REQUEST
                            : ErrorCode.INTERNAL_ERROR;
        };
    }

    private static List<FieldError> fieldErrors(BindingResult result) {
        return result.getFieldErrors().stream()
                .map(error ->
                        new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                .toList();
    }

    private static String expected(@Nullable Class<?> type) {
        return type == null ? "another value" : type.getSimpleName();
    }

    private static ResponseEntity<Problem> response(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
