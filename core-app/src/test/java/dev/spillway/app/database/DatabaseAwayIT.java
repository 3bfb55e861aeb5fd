package dev.spillway.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.CoreApplication;
import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Port 1 is nobody's: the app starts before its database and says what is wrong until it comes. */
@SpringBootTest(
        classes = CoreApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spring.datasource.url=jdbc:mysql://127.0.0.1:1/nothing",
            "spring.datasource.password=none",
            "spillway.database.identity-password=none",
            "spillway.database.connection-timeout=300ms",
            "spillway.tenancy.binding-key=" + AppCloud.ZEROS,
            "spillway.secrets.wrapping-key=" + AppCloud.ZEROS,
            "spillway.app.public-url=https://app.spillway.example"
        })
class DatabaseAwayIT {

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    @Test
    void callersAreToldToTryAgain() {
        Api.Answer byKey = Api.at(port).withKey("spw_any").get("/api/v1/sources");
        Api.Answer login =
                Api.at(port)
                        .post("/api/v1/session", Map.of("email", "a@b.example", "password", "x"));

        for (Api.Answer answer : new Api.Answer[] {byKey, login}) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("service_unavailable");
            assertThat(answer.text()).doesNotContain("jdbc", "127.0.0.1", "Exception");
        }
    }

    @Test
    void pagesAreStillHandedOut() {
        assertThat(Api.at(port).get("/login").status()).isEqualTo(200);
    }

    @Test
    void healthSaysSoAndReadinessStays() {
        Api management = Api.at(managementPort);

        assertThat(management.get("/actuator/health").status()).isEqualTo(503);
        assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
}
