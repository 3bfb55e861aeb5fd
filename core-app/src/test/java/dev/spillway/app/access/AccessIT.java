package dev.spillway.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Tenant;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class AccessIT {

    private static final List<String> CLOSED =
            List.of(
                    "/api/v1/session",
                    "/api/v1/api-keys",
                    "/api/v1/audit",
                    "/api/v1/providers",
                    "/api/v1/sources",
                    "/api/v1/webhooks",
                    "/api/v1/events",
                    "/api/v1/rejections",
                    "/api/v1/dead-letters",
                    "/api/v1/jobs",
                    "/api/v1/quarantine",
                    "/api/v1/recipients/exports",
                    "/api/v1/dashboard",
                    "/api/v1/metrics/summary",
                    "/api/v1/metrics/timeseries?metric=events",
                    "/api/v1/stream",
                    "/api/v1/no-such-thing",
                    "/api/");

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    @Test
    void nothingOfTheApiIsSaidToAnybody() {
        for (String path : CLOSED) {
            Api.Answer refused = Api.at(port).get(path);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.code()).isEqualTo("not_authenticated");
        }
    }

    @Test
    void whoMayReadMayAskForTheHeadersAlone() {
        Tenant acme = Tenant.named("Acme");
        Api reader = Api.at(port).withKey(acme.apiKey("read"));

        for (String path :
                List.of(
                        "/api/v1/sources",
                        "/api/v1/webhooks",
                        "/api/v1/dashboard",
                        "/api/v1/stream")) {
            Api.Answer headers = head(reader, path);
            assertThat(headers.status()).as(path).isEqualTo(200);
            assertThat(headers.body()).as(path).isEmpty();
            assertThat(head(Api.at(port), path).status()).as(path).isEqualTo(401);
        }
        for (String open : List.of("/api/openapi.json", "/login", "/assets/base.css")) {
            assertThat(head(Api.at(port), open).status()).as(open).isEqualTo(200);
        }
        for (String admins : List.of("/api/v1/api-keys", "/api/v1/audit", "/api/v1/destinations")) {
            assertThat(head(reader, admins).status()).as(admins).isEqualTo(403);
        }
        assertThat(head(Api.at(port).withKey(acme.apiKey("replay")), "/api/v1/sources").status())
                .isEqualTo(403);
    }

    private static Api.Answer head(Api api, String path) {
        return api.send("HEAD", path, BodyPublishers.noBody());
    }

    @Test
    void whatDoesNotExistIsAProblemToo() {
        Api admin = Api.at(port).withKey(Tenant.named("Acme").apiKey("admin"));

        assertThat(admin.get("/api/v1/no-such-thing").code()).isEqualTo("not_found");
        assertThat(admin.send("PUT", "/api/v1/sources", BodyPublishers.noBody()).code())
                .isEqualTo("method_not_allowed");
        assertThat(admin.with("Accept", "image/png").get("/api/v1/sources").status())
                .isEqualTo(406);
    }

    @Test
    void aLargeBodyIsNotReadWhetherItSaysItsLengthOrNot() {
        byte[] large = new byte[300_000];
        Api json = Api.at(port).with("Content-Type", "application/json");

        Api.Answer announced =
                json.send("POST", "/api/v1/session", BodyPublishers.ofByteArray(large));
        Api.Answer chunked =
                json.send(
                        "POST",
                        "/api/v1/session",
                        BodyPublishers.ofInputStream(() ->
                                new ByteArrayInputStream(
                                        " ".repeat(300_000).getBytes(StandardCharsets.UTF_8))));

        assertThat(announced.code()).isEqualTo("body_too_large");
        assertThat(chunked.code()).isEqualTo("body_too_large");
    }

    @Test
    void noOtherSiteIsLetIn() {
        Api.Answer preflight =
                Api.at(port)
                        .with("Origin", "https://evil.example")
                        .with("Access-Control-Request-Method", "POST")
                        .send("OPTIONS", "/api/v1/session", BodyPublishers.noBody());

        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void healthIsToldOnThePortForManagementOnly() {
        Api management = Api.at(managementPort);

        for (String probe : List.of("liveness", "readiness")) {
            assertThat(management.get("/actuator/health/" + probe).json().path("status").asString())
                    .isEqualTo("UP");
        }
        assertThat(
                        management
                                .get("/actuator/health")
                                .json()
                                .path("components")
                                .path("database")
                                .path("status")
                                .asString())
                .isEqualTo("UP");
        assertThat(management.get("/actuator/env").status()).isEqualTo(404);
        assertThat(Api.at(port).get("/actuator/health").status()).isEqualTo(404);
    }

    @Test
    void aSessionIsNotTakenFromAnythingButItsCookie() {
        Person ana = Person.loggedIn(Api.at(port), Tenant.named("Acme"), "admin");

        assertThat(ana.browser().get("/api/v1/sources").status()).isEqualTo(200);
        for (String cookie : List.of("spillway-8081=", "spillway-8081=guess", "JSESSIONID=1")) {
            assertThat(Api.at(port).with("Cookie", cookie).get("/api/v1/sources").status())
                    .isEqualTo(401);
        }
        assertThat(ana.browser().get("/api/v1/sources").header("Set-Cookie")).isEmpty();
    }
}
