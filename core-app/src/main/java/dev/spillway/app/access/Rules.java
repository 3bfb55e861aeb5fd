package dev.spillway.app.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import dev.spillway.app.caller.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The table of who may call what. Under {@code /api}, what is not in it is refused. */
final class Rules {

    private static final String LOGIN = "/api/v1/session";
    private static final String SEARCH = "/api/v1/events/search";

    /** Needs nobody to be logged in, and does not ask whether somebody is. */
    private static final RequestMatcher OPEN =
            new OrRequestMatcher(
                    path(POST, LOGIN),
                    path(POST, "/api/v1/invitations/*"),
                    path(POST, "/api/v1/confirmations/*"),
                    path(POST, "/api/v1/subscriptions/*"),
                    path(POST, "/unsubscribe"),
                    reading("/api/openapi.json"),
                    reading("/assets/**"),
                    reading("/login"),
                    reading("/invitation"),
                    reading("/confirm"),
                    reading("/unsubscribe"),
                    reading("/actuator/**"));

    private static final RequestMatcher HARMLESS =
            new OrRequestMatcher(
                    path(POST, SEARCH),
                    path(POST, "/api/v1/recipients/search"),
                    path(PATCH, LOGIN),
                    path(DELETE, LOGIN));

    private Rules() {}

    static boolean isOpen(HttpServletRequest request) {
        return OPEN.matches(request);
    }

    /**
     * Whether an unsafe method does more than its caller sees himself: a search changes nothing,
     * and out of a suspended tenant everybody has to get.
     */
    static boolean changesSomething(HttpServletRequest request) {
        return !HARMLESS.matches(request);
    }

    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    rules) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll();
        rules.requestMatchers(OPEN).permitAll();
        rules.requestMatchers(reading(LOGIN), path(PATCH, LOGIN), path(DELETE, LOGIN))
                .authenticated();
        rules.requestMatchers(
                        "/api/v1/api-keys/**",
                        "/api/v1/audit/**",
                        "/api/v1/destinations/**",
                        "/api/v1/recipients/**")
                .hasAuthority(Scope.ADMIN.code());
        rules.requestMatchers(reading("/api/**"), path(POST, SEARCH))
                .hasAuthority(Scope.READ.code());
        rules.requestMatchers(
                        path(POST, "/api/v1/dead-letters/*"),
                        path(POST, "/api/v1/quarantine/*"),
                        path(POST, "/api/v1/webhooks/replay"),
                        path(POST, "/api/v1/webhooks/*/replay"),
                        path(POST, "/api/v1/jobs/*/cancel"))
                .hasAuthority(Scope.REPLAY.code());
        rules.requestMatchers("/api/v1/sources/**").hasAuthority(Scope.SOURCES.code());
        rules.requestMatchers("/api/**").hasAuthority(Scope.ADMIN.code());
        rules.anyRequest().permitAll();
    }

    /** Who may GET may HEAD: it tells less. */
    private static RequestMatcher reading(String pattern) {
        return new OrRequestMatcher(path(GET, pattern), path(HEAD, pattern));
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
