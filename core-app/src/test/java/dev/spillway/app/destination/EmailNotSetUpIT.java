package dev.spillway.app.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Where there is no SMTP server nobody is promised a mail. */
@AppTest
@TestPropertySource(properties = "spillway.destinations.email=false")
class EmailNotSetUpIT {

    @LocalServerPort int port;

    @Test
    void anAddressIsRefusedAndNotOffered() {
        Api admin = Api.at(port).withKey(Tenant.named("Acme").apiKey("admin"));

        Api.Answer refused = admin.post("/api/v1/destinations", Inbox.wanted(Inbox.ADDRESS));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("email_not_set_up");
        assertThat(admin.get("/api/v1/destinations").json().path("items")).isEmpty();
        assertThat(admin.get("/api/v1/destinations/kinds").text()).doesNotContain("email");
    }
}
