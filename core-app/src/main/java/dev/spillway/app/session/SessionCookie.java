package dev.spillway.app.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that carries a session's token. Over HTTPS its name begins with {@code __Host-}, which
 * browsers take only with Secure, from this host and for all paths. Otherwise the name holds the
 * port: browsers share cookies over ports, and two copies may run on one machine.
 */
@Component
public class SessionCookie {

    private final boolean secure;
    private final String name;
    private final Duration lifetime;

    SessionCookie(
            SessionProperties properties, @Value("${spillway.app.public-url}") URI publicUrl) {
        Boolean configured = properties.secureCookie();
        secure = configured == null ? "https".equals(publicUrl.getScheme()) : configured;
        name = secure ? "__Host-spillway" : "spillway-" + publicUrl.getPort();
        lifetime = properties.lifetime();
    }

    /** The token in a request, if there is one. */
    public Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    ResponseCookie holding(String token) {
        return cookie(token, lifetime);
    }

    ResponseCookie cleared() {
        return cookie("", Duration.ZERO);
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/")
                .maxAge(age)
                .build();
    }
}
