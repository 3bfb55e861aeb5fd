package dev.spillway.app.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class ProviderIT {

    @LocalServerPort int port;

    @Test
    void everyPresetSaysHowToSetItUp() {
        Api api = Api.at(port).withKey(Tenant.named("Acme").apiKey("read"));

        JsonNode items = api.get("/api/v1/providers").json().path("items");

        assertThat(items)
                .extracting(provider -> provider.path("id").asString())
                .contains("stripe", "sendgrid", "standard-webhooks", "github", "hmac");
        assertThat(items)
                .allSatisfy(provider -> {
                    assertThat(provider.path("name").asString()).isNotBlank();
                    assertThat(provider.path("category").asString()).isNotBlank();
                    assertThat(provider.path("scheme").asString()).isNotBlank();
                    assertThat(provider.path("setup")).isNotEmpty();
                    assertThat(provider.path("docs").asString()).startsWith("https://");
                });
        assertThat(items)
                .filteredOn(provider -> provider.path("id").asString().equals("stripe"))
                .singleElement()
                .satisfies(stripe ->
                        assertThat(stripe.path("credentials").get(0).path("name").asString())
                                .isEqualTo("secret"));
    }
}
