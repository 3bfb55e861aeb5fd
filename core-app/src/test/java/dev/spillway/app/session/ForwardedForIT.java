package dev.spillway.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whose address the login throttle goes by. The account is unknown, which it cannot tell. */
class ForwardedForIT {

    private static int logIn(int port, String email, String forwardedFor) {
        return Api.at(port)
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/v1/session", Map.of("email", email, "password", "not my password"))
                .status();
    }

    @Nested
    @AppTest
    class WithoutAProxy {

        @LocalServerPort private int port;

        @Test
        void nobodyEvadesTheThrottleByNamingAnotherAddressEachTime() {
            String email = Person.freshEmail();
            for (int i = 0; i < 5; i++) {
                assertThat(logIn(port, email, "203.0.113." + i)).isEqualTo(401);
            }

            assertThat(logIn(port, email, "203.0.113.99")).isEqualTo(429);
        }
    }

    @Nested
    @AppTest
    @TestPropertySource(properties = "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1")
    class BehindATrustedProxy {

        @LocalServerPort private int port;
        private String email;

        @BeforeEach
        void unknown() {
            email = Person.freshEmail();
        }

        @Test
        void peopleAreToldApartByTheAddressThatTheProxySaw() {
            for (int i = 0; i < 5; i++) {
                assertThat(logIn(port, email, "203.0.113.1")).isEqualTo(401);
            }

            assertThat(logIn(port, email, "203.0.113.1")).isEqualTo(429);
            assertThat(logIn(port, email, "203.0.113.2")).isEqualTo(401);
        }

        /** A proxy appends the address it saw; what stands before that its client wrote. */
        @Test
        void nobodyEvadesTheThrottleByWritingTheHeaderHimself() {
            for (int i = 0; i < 5; i++) {
                assertThat(logIn(port, email, "198.51.100." + i + ", 203.0.113.7")).isEqualTo(401);
            }

            assertThat(logIn(port, email, "198.51.100.99, 203.0.113.7")).isEqualTo(429);
        }
    }
}
