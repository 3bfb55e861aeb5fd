package dev.spillway.app.session;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.identity.LoginGate;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/session")
@Tag(name = "Session")
class SessionController {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final LoginGate gate;
    private final Login login;
    private final AuditLog audit;

    SessionController(
            Sessions sessions, SessionCookie cookie, LoginGate gate, Login login, AuditLog audit) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.gate = gate;
        this.login = login;
        this.audit = audit;
    }

    /** JSON only: a form on another site cannot send it without asking first. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(summary = "Log in; the answer sets the session's cookie")
    ResponseEntity<View> open(
            @RequestBody @Valid Credentials credentials,
            HttpServletRequest request,
            HttpServletResponse response) {
        String email = credentials.email().strip().toLowerCase(Locale.ROOT);
        Optional<Account> account = sessions.account(email);
        Optional<String> hash = account.map(Account::passwordHash);
        if (!gate.opens(email, credentials.password(), hash, request, response)) {
            account.ifPresent(known -> login.refused(known, request.getRemoteAddr()));
            throw new ProblemException(
                    ErrorCode.CREDENTIALS_INVALID, "The e-mail or the password is wrong.");
        }
        cookie.token(request).ifPresent(sessions::close);
        String token =
                login.open(account.orElseThrow(), credentials.tenant(), request.getRemoteAddr());
        return answer(token);
    }

    @GetMapping
    @Operation(summary = "Who is logged in; by cookie only")
    View show(HttpServletRequest request) {
        return view(token(request));
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Go on for another of one's tenants; by cookie only",
            description = "The answer sets a new cookie and has a new CSRF token.")
    ResponseEntity<View> change(@RequestBody @Valid Change change, HttpServletRequest request) {
        String left = token(request);
        String token = login.change(session(left), change.tenant(), request.getRemoteAddr());
        end(left);
        return answer(token);
    }

    @DeleteMapping
    @Operation(summary = "Log out")
    ResponseEntity<Void> close(HttpServletRequest request) {
        end(token(request));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.cleared().toString())
                .build();
    }

    private void end(String token) {
        sessions.close(token);
        audit.record("session.closed", Caller.current().actor().name(), Map.of());
    }

    private ResponseEntity<View> answer(String token) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.holding(token).toString())
                .body(view(token));
    }

    private View view(String token) {
        Session session = session(token);
        return new View(session.user(), session.memberships(), CsrfToken.of(token));
    }

    private Session session(String token) {
        return sessions.find(token)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_AUTHENTICATED));
    }

    private String token(HttpServletRequest request) {
        return cookie.token(request)
                .orElseThrow(() ->
                        new ProblemException(
                                ErrorCode.NOT_FOUND, "An API key has no session; log in for one."));
    }

    /**
     * What a person knows.
     *
     * @param totp taken and not asked for yet
     * @param tenant slug or id of the tenant to work for; the first where it is left out
     */
    record Credentials(
            @NotBlank(message = "must be given") @Size(max = 320, message = "is too long")
                    String email,
            @NotBlank(message = "must be given") @Size(max = 1024, message = "is too long")
                    String password,
            @Nullable String totp,
            @Nullable String tenant) {

        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    /**
     * What a session goes on with.
     *
     * @param tenant slug or id of the tenant to work for
     */
    record Change(@NotBlank(message = "must be given") String tenant) {}

    /**
     * The open session.
     *
     * @param csrfToken goes into the header X-CSRF-TOKEN of unsafe calls
     */
    record View(User user, List<Membership> tenants, String csrfToken) {}
}
