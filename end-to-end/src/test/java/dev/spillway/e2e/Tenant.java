package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A tenant with its admin, as ops and the admin make them over REST.
 *
 * @param ingestUrls by the source's name
 */
record Tenant(
        String id,
        String email,
        String password,
        String apiKey,
        Map<String, String> ingestUrls,
        String appUrl) {

    /** A source to onboard with. */
    record SourceRequest(
            String name,
            String provider,
            String mode,
            Map<String, String> credentials,
            Map<String, Object> settings) {

        SourceRequest(String name, String provider, String mode, Map<String, String> credentials) {
            this(name, provider, mode, credentials, Map.of());
        }
    }

    /** Onboards a tenant, accepts its invitation, logs in and makes an API key. */
    static Tenant onboard(Spillway.Copy spillway, String slug, List<SourceRequest> sources) {
        String email = "admin@" + slug + ".example";
        String password = "correct horse battery " + slug;
        JsonNode onboarded = create(spillway, slug, email, sources);
        String app = spillway.url("app");
        HttpResponse<byte[]> accepted =
                Http.postJson(
                        app + "/api/v1/invitations/accept",
                        Map.of(),
                        Map.of(
                                "token",
                                onboarded.at("/invitation/token").asString(),
                                "name",
                                "Ana",
                                "password",
                                password));
        assertThat(accepted.statusCode()).isEqualTo(201);
        Map<String, String> ingestUrls = new HashMap<>();
        onboarded
                .at("/sources")
                .forEach(source ->
                        ingestUrls.put(
                                source.at("/name").asString(), source.at("/ingestUrl").asString()));
        return new Tenant(
                onboarded.at("/tenant/id").asString(),
                email,
                password,
                apiKey(app, email, password),
                ingestUrls,
                app);
    }

    private static JsonNode create(
            Spillway.Copy spillway, String slug, String email, List<SourceRequest> sources) {
        HttpResponse<byte[]> created =
                Http.postJson(
                        spillway.url("ops") + "/ops/v1/tenants",
                        Map.of(
                                "Authorization",
                                "Bearer " + spillway.opsToken(),
                                "Idempotency-Key",
                                "onboard-" + slug),
                        Map.of(
                                "name",
                                "Tenant " + slug,
                                "slug",
                                slug,
                                "plan",
                                "scale",
                                "admin",
                                Map.of("email", email, "name", "Ana"),
                                "sources",
                                sources));
        assertThat(created.statusCode()).as(() -> new String(created.body())).isEqualTo(201);
        return Http.json(created);
    }

    private static String apiKey(String app, String email, String password) {
        HttpResponse<byte[]> session =
                Http.postJson(
                        app + "/api/v1/session",
                        Map.of(),
                        Map.of("email", email, "password", password));
        assertThat(session.statusCode()).isEqualTo(200);
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        HttpResponse<byte[]> key =
                Http.postJson(
                        app + "/api/v1/api-keys",
                        Map.of(
                                "Cookie",
                                cookie,
                                "X-CSRF-TOKEN",
                                Http.json(session).at("/csrfToken").asString()),
                        Map.of("name", "Journey", "scopes", List.of("read", "replay", "sources")));
        assertThat(key.statusCode()).as(() -> new String(key.body())).isEqualTo(201);
        return Http.json(key).at("/key").asString();
    }

    /** Reads from the tenant API with the API key. */
    HttpResponse<byte[]> get(String path) {
        return Http.get(appUrl + "/api/v1" + path, Map.of("Authorization", "Bearer " + apiKey));
    }

    JsonNode read(String path) {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode())
                .as(() -> path + ": " + new String(response.body()))
                .isEqualTo(200);
        return Http.json(response);
    }

    /** Changes something in the tenant API with the API key. */
    HttpResponse<byte[]> post(String path, Object body) {
        return Http.postJson(
                appUrl + "/api/v1" + path, Map.of("Authorization", "Bearer " + apiKey), body);
    }
}
