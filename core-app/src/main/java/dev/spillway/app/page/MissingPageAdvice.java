package dev.spillway.app.page;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** A browser that asks for a page which is not there gets a page that says so. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingPageAdvice {

    @ExceptionHandler
    ResponseEntity<?> missing(NoResourceFoundException e, HttpServletRequest request) {
        return wantsPage(request)
                ? PageController.page("missing", HttpStatus.NOT_FOUND)
                : ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(Problem.of(ErrorCode.NOT_FOUND));
    }

    private static boolean wantsPage(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !request.getRequestURI().startsWith("/api/")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE);
    }
}
