package dev.spillway.provisioner.access;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who sends the ops token, refuses who sends another, and leaves the rest anonymous. */
final class OpsTokenFilter extends OncePerRequestFilter {

    private static final List<SimpleGrantedAuthority> OPS =
            List.of(new SimpleGrantedAuthority("ROLE_OPS"));

    private final OpsToken token;
    private final ProblemResponse problems;

    OpsTokenFilter(OpsToken token, ProblemResponse problems) {
        this.token = token;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            chain.doFilter(request, response);
        } else if (token.isIn(authorization)) {
            SecurityContextHolder.setContext(ops());
            chain.doFilter(request, response);
        } else {
            problems.send(
                    response,
                    Problem.of(
                            ErrorCode.CREDENTIALS_INVALID,
                            "This is not the ops token.",
                            List.of()));
        }
    }

    private static SecurityContext ops() {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken("ops", "", OPS));
        return context;
    }
}
