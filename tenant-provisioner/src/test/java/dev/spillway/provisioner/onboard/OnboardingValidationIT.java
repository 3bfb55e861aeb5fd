package dev.spillway.provisioner.onboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.SharedOpsTest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@SharedOpsTest
class OnboardingValidationIT {

    @Autowired private OpsService ops;

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Map<String, String> errors =
                refusals(
                        """
                        {"name": " ", "slug": "Acme Shop", "plan": "gold", "colour": "red",
                         "admin": {"email": "ana", "name": 7, "phone": "1"},
                         "sources": [
                           {"name": "A", "provider": "carrier-pigeon", "mode": "maybe", "key": "x"},
                           {"provider": "stripe", "credentials": {"password": "hush"}},
                           {"name": "C", "provider": "sendgrid",
                            "credentials": {"publicKey": "no key", "secret": {"a": 1}}},
                           {"name": "D", "provider": "stripe", "credentials": "hush",
                            "settings": {"toleranceSeconds": "soon"}},
                           "E"]}
                        """);

        assertThat(errors)
                .containsOnlyKeys(
                        "name",
                        "slug",
                        "plan",
                        "colour",
                        "admin.email",
                        "admin.name",
                        "admin.phone",
                        "sources[0].provider",
                        "sources[0].mode",
                        "sources[0].key",
                        "sources[1].name",
                        "sources[1].credentials.password",
                        "sources[1].credentials.secret",
                        "sources[2].credentials.publicKey",
                        "sources[2].credentials.secret",
                        "sources[3].credentials",
                        "sources[3].credentials.secret",
                        "sources[3].settings.toleranceSeconds",
                        "sources[4]");
        assertThat(errors)
                .containsEntry("colour", "is not a field of this request")
                .containsEntry("plan", "must be one of starter, growth, scale")
                .containsEntry("sources[0].mode", "must be enforce, shadow or off");
        assertThat(errors.get("sources[0].provider")).contains("sendgrid", "stripe");
        assertThat(errors.values()).noneMatch(message -> message.contains("hush"));
    }

    @Test
    void whatASourceIsToAnswerIsCheckedBeforeAVendorHearsIt() {
        Map<String, String> errors =
                refusals(
                        """
                        {"name": "Acme", "slug": "acme-answers", "plan": "starter",
                         "admin": {"email": "ana@acme.example", "name": "Ana"},
                         "sources": [
                           {"name": "A", "provider": "none", "settings": {"responseStatus": 500}},
                           {"name": "B", "provider": "none", "settings": {"responseType": "text/html"}},
                           {"name": "C", "provider": "none", "settings": {"responseBody": "{"}},
                           {"name": "D", "provider": "none",
                            "settings": {"responseStatus": 204, "responseBody": "{}"}},
                           {"name": "E", "provider": "none",
                            "settings": {"mapping": {"type": "/t", "types": {"a": "eaten"}}}},
                           {"name": "F", "provider": "none",
                            "settings": {"mapping": {"type": "/t", "types": {"a": "paid"}}}}]}
                        """);

        assertThat(errors)
                .containsOnlyKeys(
                        "sources[0].settings.responseStatus",
                        "sources[1].settings.responseType",
                        "sources[2].settings.responseBody",
                        "sources[3].settings.responseBody",
                        "sources[4].settings.mapping");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(refusals("{}"))
                .containsOnlyKeys("name", "slug", "plan", "admin.email", "admin.name")
                .allSatisfy((_, message) -> assertThat(message).startsWith("is required"));
        assertThat(refusals("{\"name\": null, \"sources\": {}, \"admin\": []}"))
                .containsOnlyKeys("name", "slug", "plan", "sources", "admin");
    }

    static Stream<Arguments> oneWrongField() {
        String longName = "n".repeat(201);
        return Stream.of(
                Arguments.of("name", longName),
                Arguments.of("name", "two\\nlines"),
                Arguments.of("name", "half \\ud83d a pair"),
                Arguments.of("slug", ""),
                Arguments.of("slug", "-acme"),
                Arguments.of("slug", "acme-"),
                Arguments.of("slug", "ac--me"),
                Arguments.of("slug", "acmé"),
                Arguments.of("slug", "s".repeat(64)),
                Arguments.of("plan", "Starter"),
                Arguments.of("email", "ana@"),
                Arguments.of("email", "@acme.example"),
                Arguments.of("email", "ana@@acme.example"),
                Arguments.of("email", "ana@acme..example"),
                Arguments.of("email", "ana smith@acme.example"),
                Arguments.of("email", "a".repeat(65) + "@acme.example"));
    }

    @ParameterizedTest
    @MethodSource
    void oneWrongField(String field, String value) {
        String body =
                """
                {"name": "Acme", "slug": "acme", "plan": "starter",
                 "admin": {"email": "ana@acme.example", "name": "Ana"}}
                """
                        .replaceFirst(
                                "\"" + field + "\": \"[^\"]*\"",
                                "\"" + field + "\": \"" + value.replace("\\", "\\\\") + "\"");

        assertThat(refusals(body)).containsOnlyKeys(field.equals("email") ? "admin.email" : field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"name\": \"Acme\"",
                "{\"name\": \"Acme\"} {}",
                "{\"name\": \"A\", \"name\": \"B\"}",
                "{\"name\": 1e99999999917}",
                "[]",
                "\"Acme\""
            })
    void whatIsNoJsonObjectIsMalformed(String body) {
        JsonNode problem = OpsService.json(ops.onboard(body).expectStatus().isBadRequest());

        assertThat(problem.get("code").stringValue()).isEqualTo("malformed_request");
        assertThat(problem.get("detail").stringValue()).doesNotContain("Acme");
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        JsonNode problem =
                OpsService.json(
                        ops.onboard("{\"name\": \"" + "n".repeat(1_100_000) + "\"}")
                                .expectStatus()
                                .isEqualTo(413));

        assertThat(problem.get("code").stringValue()).isEqualTo("body_too_large");
    }

    @Test
    void onlyJsonIsRead() {
        JsonNode problem =
                OpsService.json(
                        ops.http()
                                .post()
                                .uri("/ops/v1/tenants")
                                .contentType(MediaType.TEXT_PLAIN)
                                .body("{}")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(415));

        assertThat(problem.get("code").stringValue()).isEqualTo("content_type_unsupported");
    }

    @Test
    void anIdempotencyKeyIsOfUsableLength() {
        String tenant = OpsService.tenant(OpsService.freshSlug());

        assertThat(
                        errors(
                                OpsService.json(
                                        ops.onboard(tenant, "k".repeat(256))
                                                .expectStatus()
                                                .isEqualTo(422))))
                .containsOnlyKeys("Idempotency-Key");
        ops.onboard(tenant, "k".repeat(255)).expectStatus().isCreated();
    }

    private Map<String, String> refusals(String body) {
        JsonNode problem =
                OpsService.json(
                        ops.onboard(body)
                                .expectStatus()
                                .isEqualTo(422)
                                .expectHeader()
                                .contentType("application/problem+json"));
        assertThat(problem.get("code").stringValue()).isEqualTo("invalid_input");
        return errors(problem);
    }

    private static Map<String, String> errors(JsonNode problem) {
        Map<String, String> errors = new TreeMap<>();
        problem.get("errors")
                .forEach(error ->
                        errors.put(
                                error.get("field").stringValue(),
                                error.get("message").stringValue()));
        return errors;
    }
}
