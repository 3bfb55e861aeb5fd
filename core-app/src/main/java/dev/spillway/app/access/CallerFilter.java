package dev.spillway.app.access;

import dev.spillway.app.caller.Caller;
import dev.spillway.app.http.ProblemWriter;
import dev.spillway.app.session.CsrfToken;
import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds the caller and his tenant for the length of a request, or refuses it. */
final class CallerFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(CallerFilter.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Authenticator authenticator;
    private final ProblemWriter problems;

    CallerFilter(Authenticator authenticator, ProblemWriter problems) {
        this.authenticator = authenticator;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Rules.isOpen(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = authenticator.caller(request);
        } catch (DataAccessException e) {
            log.error("nobody can be recognised: the database does not answer", e);
            problems.write(response, ErrorCode.SERVICE_UNAVAILABLE);
            return;
        }
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ErrorCode> refusal = refusal(caller.get(), request);
        if (refusal.isPresent()) {
            problems.write(response, refusal.get());
        } else {
            proceed(caller.get(), request, response, chain);
        }
    }

    private Optional<ErrorCode> refusal(Caller caller, HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return Optional.empty();
        }
        Optional<String> session = authenticator.sessionToken(request);
        String token = request.getHeader(CsrfToken.HEADER);
        if (session.isPresent() && !CsrfToken.matches(token, session.get())) {
            return Optional.of(ErrorCode.CSRF_TOKEN_INVALID);
        }
        return caller.suspended() && Rules.changesSomething(request)
                ? Optional.of(ErrorCode.TENANT_SUSPENDED)
                : Optional.empty();
    }

    private static void proceed(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.getContext().setAuthentication(new CallerAuthentication(caller));
        try {
            caller.<Void, Exception>call(() -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
