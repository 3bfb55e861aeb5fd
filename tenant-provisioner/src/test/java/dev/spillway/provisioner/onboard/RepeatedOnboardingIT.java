package dev.spillway.provisioner.onboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.provisioner.kit.OpsCloud;
import dev.spillway.provisioner.kit.OpsService;
import dev.spillway.provisioner.kit.Schema;
import dev.spillway.provisioner.kit.SharedOpsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SharedOpsTest
class RepeatedOnboardingIT {

    @Autowired private OpsService ops;

    @Test
    void theSameRequestGetsTheSameAnswer() {
        String slug = OpsService.freshSlug();
        JsonNode first = created(OpsService.tenant(slug), "key-1");

        var repeated = ops.onboard(OpsService.tenant(slug), "key-1").expectStatus().isCreated();

        assertThat(OpsService.json(repeated)).isEqualTo(first);
        repeated.expectHeader().location("/ops/v1/tenants/" + first.at("/tenant/id").stringValue());
        assertThat(tenants(slug)).isEqualTo(1);
    }

    @Test
    void spellingAndOrderDoNotMakeAnotherRequest() {
        String slug = OpsService.freshSlug();
        String reordered =
                """
                {"slug": "%s", "plan": "starter", "name": "Acme",
                 "sources": [{"credentials": {"secret": "whsec_very-secret"},
                              "name": "Shop", "provider": "stripe"}],
                 "admin": {"name": "Ana", "email": "Ana@acme.example"}}
                """
                        .formatted(slug);

        assertThat(created(reordered, "key-2"))
                .isEqualTo(created(OpsService.tenant(slug), "key-2"));
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        String slug = OpsService.freshSlug();
        created(OpsService.tenant(slug), "key-3");
        String other = OpsService.tenant(slug).replace("whsec_very-secret", "whsec_another");

        JsonNode problem =
                OpsService.json(ops.onboard(other, "key-3").expectStatus().isEqualTo(409));

        assertThat(problem.get("code").stringValue()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aCallThatFailedMayBeMadeAgain() {
        String slug = OpsService.freshSlug();
        ops.onboarded(slug);
        ops.onboard(OpsService.tenant(slug), "key-4").expectStatus().isEqualTo(409);

        created(OpsService.tenant(OpsService.freshSlug()), "key-4");
    }

    @Test
    void ofCallsAtTheSameTimeOneMakesTheTenant() throws Exception {
        String slug = OpsService.freshSlug();

        List<JsonNode> answers = atOnce(8, () -> created(OpsService.tenant(slug), "key-of-eight"));

        assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
        assertThat(tenants(slug)).isEqualTo(1);
    }

    @Test
    void ofDifferentCallsForOneSlugAtTheSameTimeOneWins() throws Exception {
        String slug = OpsService.freshSlug();

        List<Integer> statuses =
                atOnce(
                        6,
                        () ->
                                ops.onboard(OpsService.tenant(slug))
                                        .expectBody()
                                        .returnResult()
                                        .getStatus()
                                        .value());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(tenants(slug)).isEqualTo(1);
    }

    private JsonNode created(String body, String key) {
        return OpsService.json(ops.onboard(body, key).expectStatus().isCreated());
    }

    private static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls =
                    IntStream.range(0, callers)
                            .mapToObj(_ ->
                                    threads.submit(() -> {
                                        start.await();
                                        return call.call();
                                    }))
                            .toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : calls) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static long tenants(String slug) {
        return JdbcClient.create(Schema.owner(OpsCloud.shared().database()))
                .sql("SELECT COUNT(*) FROM tenant WHERE slug = ?")
                .param(slug)
                .query(Long.class)
                .single();
    }
}
