package dev.spillway.app.access;

import dev.spillway.app.apikey.ApiKeyLookup;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.session.Session;
import dev.spillway.app.session.SessionCookie;
import dev.spillway.app.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Finds who is calling. An Authorization header decides alone, also when it is wrong: a program
 * that sends a revoked key must not go on as whoever is logged in beside it.
 */
@Component
public class Authenticator {

    private static final String BEARER = "bearer ";

    private final SessionCookie cookie;
    private final Sessions sessions;
    private final ApiKeyLookup keys;

    Authenticator(SessionCookie cookie, Sessions sessions, ApiKeyLookup keys) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.keys = keys;
    }

    /** The caller, asked anew of the database each time: what was revoked is refused at once. */
    public Optional<Caller> caller(HttpServletRequest request) {
        String authorization = authorization(request);
        if (authorization == null) {
            return cookie.token(request).flatMap(sessions::find).map(Session::person);
        }
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? keys.find(authorization.substring(BEARER.length()).strip())
                        .map(Caller.class::cast)
                : Optional.empty();
    }

    /** The session's token, where it is what the request is allowed by. */
    Optional<String> sessionToken(HttpServletRequest request) {
        return authorization(request) == null ? cookie.token(request) : Optional.empty();
    }

    private static @Nullable String authorization(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION);
    }
}
