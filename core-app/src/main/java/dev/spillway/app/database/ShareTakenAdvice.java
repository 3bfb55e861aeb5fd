package dev.spillway.app.database;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells a tenant who has his share under way to come again. Asked first: what JDBC, Spring and
 * Hibernate wrap around the exception would elsewhere be a database that is away, and a 503.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ShareTakenAdvice {

    private static final String SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<Problem> shareTaken(ShareTakenException e) {
        Problem problem = Problem.of(ErrorCode.TOO_MANY_REQUESTS);
        return ResponseEntity.status(problem.status())
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
