package dev.spillway.provisioner.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.OpsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@OpsTest
class TenantListIT {

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        OpsService.configure(TenantListIT.class, registry);
    }

    @Autowired private OpsService ops;

    /** Seven tenants; the third is suspended. */
    @BeforeAll
    static void onboard(@Autowired OpsService ops) {
        List.of("Acme GmbH", "Bolt", "Crème 100%", "Dune", "Echo", "Fjord", "Grün").stream()
                .map(TenantListIT::tenant)
                .forEach(body -> ops.onboard(body).expectStatus().isCreated());
        JsonNode third = ops.get("/ops/v1/tenants?query=Cr").at("/items/0");
        ops.post("/ops/v1/tenants/" + third.get("id").stringValue() + "/suspend")
                .expectStatus()
                .isOk();
    }

    private static String tenant(String name) {
        return """
        {"name": "%s", "slug": "s-%s", "plan": "%s",
         "admin": {"email": "a@acme.example", "name": "A"}}
        """
                .formatted(
                        name,
                        name.substring(0, 1).toLowerCase(Locale.ROOT),
                        name.length() > 4 ? "growth" : "starter");
    }

    @Test
    void theNewestComesFirst() {
        JsonNode list = ops.get("/ops/v1/tenants");

        assertThat(slugs(list)).containsExactly("s-g", "s-f", "s-e", "s-d", "s-c", "s-b", "s-a");
        assertThat(list.get("next").isNull()).isTrue();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        List<List<String>> pages = new ArrayList<>();
        String path = "/ops/v1/tenants?limit=3";
        for (String next = ""; next != null; ) {
            JsonNode page = ops.get(path + (next.isEmpty() ? "" : "&cursor=" + next));
            pages.add(slugs(page));
            next = page.get("next").isNull() ? null : page.get("next").stringValue();
        }

        assertThat(pages)
                .containsExactly(
                        List.of("s-g", "s-f", "s-e"), List.of("s-d", "s-c", "s-b"), List.of("s-a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query=acme | s-a",
                "query=GMBH | s-a",
                "query=s-d | s-d",
                "query=crème | s-c",
                "query=100% | s-c",
                "query=1% | ''",
                "query=_ | ''",
                "query=! | ''",
                "status=suspended | s-c",
                "status=active&plan=growth | s-f s-a",
                "plan=scale | ''",
                "query=g&plan=starter | s-g",
            })
    void aListCanBeNarrowed(String parameters, String expected) {
        // The client would escape a percent sign of the template, not one of a variable.
        Object[] values =
                Pattern.compile("=([^&]*)")
                        .matcher(parameters)
                        .results()
                        .map(match -> match.group(1))
                        .toArray();

        JsonNode list =
                ops.get("/ops/v1/tenants?" + parameters.replaceAll("=[^&]*", "={value}"), values);

        assertThat(String.join(" ", slugs(list))).isEqualTo(expected);
    }

    @Test
    void wrongParametersAreNamedAtOnce() {
        JsonNode problem =
                OpsService.json(
                        ops.http()
                                .get()
                                .uri("/ops/v1/tenants?status=gone&plan=gold&limit=501&cursor=x")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(422));

        assertThat(problem.get("errors").findValuesAsString("field"))
                .containsExactly("status", "plan", "limit", "cursor");
    }

    @Test
    void theAuditOfAllTenantsComesInPagesToo() {
        JsonNode page = ops.get("/ops/v1/audit?limit=2");
        JsonNode rest = ops.get("/ops/v1/audit?cursor=" + page.get("next").stringValue());

        assertThat(page.at("/items/0/action").stringValue()).isEqualTo("tenant.suspended");
        assertThat(page.at("/items/0/subject").stringValue()).isEqualTo("s-c");
        assertThat(page.at("/items/0/actor").toString())
                .isEqualTo("{\"kind\":\"ops\",\"name\":\"ops\"}");
        assertThat(rest.get("items")).hasSize(6);
        assertThat(rest.get("next").isNull()).isTrue();
    }

    private static List<String> slugs(JsonNode list) {
        return list.get("items").findValuesAsString("slug");
    }
}
