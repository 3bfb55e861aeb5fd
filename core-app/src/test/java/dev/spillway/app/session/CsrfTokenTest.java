package dev.spillway.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsrfTokenTest {

    @Test
    void itBelongsToOneSessionAndIsTheSameEachTime() {
        String token = CsrfToken.of("session-a");

        assertThat(CsrfToken.of("session-a")).isEqualTo(token);
        assertThat(token).doesNotContain("session-a");
        assertThat(CsrfToken.matches(token, "session-a")).isTrue();
        assertThat(CsrfToken.matches(token, "session-b")).isFalse();
        assertThat(CsrfToken.matches(null, "session-a")).isFalse();
        assertThat(CsrfToken.matches("", "session-a")).isFalse();
    }
}
