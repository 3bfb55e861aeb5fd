package dev.spillway.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SessionCookieTest {

    private static SessionCookie cookie(@Nullable Boolean secure, String publicUrl) {
        return new SessionCookie(
                new SessionProperties(Duration.ofHours(12), secure), URI.create(publicUrl));
    }

    @Test
    void overHttpsItIsBoundToTheHost() {
        assertThat(cookie(null, "https://app.spillway.example").holding("token").toString())
                .startsWith("__Host-spillway=token; Path=/; Max-Age=43200;")
                .contains("Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void onOneMachineCopiesOnTwoPortsDoNotShareIt() {
        assertThat(cookie(null, "http://127.0.0.1:8081").holding("a").getName())
                .isNotEqualTo(cookie(null, "http://127.0.0.1:9081").holding("a").getName());
    }

    @Test
    void whatIsConfiguredCounts() {
        assertThat(cookie(true, "http://app.internal:8081").holding("token").isSecure()).isTrue();
        assertThat(cookie(false, "https://app.internal").holding("token").isSecure()).isFalse();
    }

    @Test
    void itIsReadUnderItsOwnNameOnly() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(
                new Cookie("spillway-9081", "other"), new Cookie("spillway-8081", "mine"));

        assertThat(cookie(null, "http://127.0.0.1:8081").token(request)).contains("mine");
        assertThat(cookie(null, "https://app.example").token(request)).isEmpty();
    }
}
