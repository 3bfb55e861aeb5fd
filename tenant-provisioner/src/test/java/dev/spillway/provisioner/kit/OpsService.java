package dev.spillway.provisioner.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.schema.DatabaseAccount;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as ops use it: over HTTP, with the token. */
public final class OpsService {

    public static final String TOKEN = "token-of-ops-for-tests";
    public static final String WRAPPING_KEY =
            Base64.getEncoder().encodeToString("thirty-two-bytes-that-wrap-keys!".getBytes(UTF_8));

    private static final AtomicInteger SLUGS = new AtomicInteger();

    private final Environment environment;

    OpsService(Environment environment) {
        this.environment = environment;
    }

    /** Migrates the class's schema and points the service at the class's cloud. */
    public static void configure(Class<?> testClass, DynamicPropertyRegistry registry) {
        properties(TestCloud.of(testClass))
                .forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Migrates a cloud's schema; what the service is then told. */
    static Map<String, String> properties(TestCloud cloud) {
        Schema.migrate(cloud.database());
        Map<String, String> properties = new HashMap<>(cloud.properties());
        properties.putAll(
                Map.of(
                        "spring.datasource.username",
                        DatabaseAccount.OPS.user(),
                        "spring.datasource.password",
                        Schema.password(DatabaseAccount.OPS),
                        "spring.jpa.database-platform",
                        "org.hibernate.dialect." + cloud.database().dialect() + "Dialect",
                        "spillway.ops.token",
                        TOKEN,
                        "spillway.secrets.wrapping-key",
                        WRAPPING_KEY,
                        "spillway.ingest.public-url",
                        "https://in.spillway.example",
                        "spillway.app.public-url",
                        "https://app.spillway.example/",
                        "management.server.port",
                        "0"));
        return properties;
    }

    /** A client that sends the token. */
    public RestTestClient http() {
        return stranger().mutate().defaultHeader("Authorization", "Bearer " + TOKEN).build();
    }

    /** A client that sends no token. The JDK's: Apache's would repeat what gets a 503. */
    public RestTestClient stranger() {
        return RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
                .baseUrl("http://localhost:" + environment.getProperty("local.server.port"))
                .build();
    }

    /** A slug that no other test has. */
    public static String freshSlug() {
        return "tenant-" + SLUGS.incrementAndGet();
    }

    /** A valid request with one Stripe source. */
    public static String tenant(String slug) {
        return """
        {"name": "Acme", "slug": "%s", "plan": "starter",
         "admin": {"email": "Ana@acme.example", "name": "Ana"},
         "sources": [{"name": "Shop", "provider": "stripe",
                      "credentials": {"secret": "whsec_very-secret"}}]}
        """
                .formatted(slug);
    }

    public RestTestClient.ResponseSpec onboard(String body) {
        return post("/ops/v1/tenants", body);
    }

    public RestTestClient.ResponseSpec onboard(String body, String idempotencyKey) {
        return http().post()
                .uri("/ops/v1/tenants")
                .header("Idempotency-Key", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /** Onboards {@link #tenant} and returns the tenant's id. */
    public UUID onboarded(String slug) {
        JsonNode answer = json(onboard(tenant(slug)).expectStatus().isCreated());
        return UUID.fromString(answer.at("/tenant/id").stringValue());
    }

    public RestTestClient.ResponseSpec post(String path, String body) {
        return http().post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    public RestTestClient.ResponseSpec post(String path) {
        return http().post().uri(path).exchange();
    }

    public RestTestClient.ResponseSpec patch(String path, String body) {
        return http().patch()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    public JsonNode get(String path, Object... variables) {
        return json(http().get().uri(path, variables).exchange().expectStatus().isOk());
    }

    public static JsonNode json(RestTestClient.ResponseSpec response) {
        byte[] body = response.expectBody().returnResult().getResponseBodyContent();
        return JsonMapper.shared().readTree(body);
    }
}
