package dev.spillway.app.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays and discards are asked for here, counted beforehand, and never done by mistake. */
@AppTest
class SettlementIT {

    private static final String REPLAY = "/api/v1/dead-letters/replay";
    private static final String DISCARD = "/api/v1/dead-letters/discard";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @LocalServerPort int port;

    private Tenant acme;
    private Source shop;
    private Api replayer;
    private UUID first;

    @BeforeEach
    void threeLetters() {
        acme = Tenant.named("Acme");
        shop = acme.source("Shop", "stripe");
        replayer = Api.at(port).withKey(acme.apiKey("read replay"));
        first = dead("data_refused", NOON);
        dead("data_refused", NOON.plusSeconds(60));
        dead("processing_failed", NOON.plusSeconds(120));
    }

    private UUID dead(String reason, Instant at) {
        return shop.deadWebhook(reason, at, "application/json", new byte[] {'1'});
    }

    private List<JsonNode> jobs() {
        return replayer.get("/api/v1/jobs").json().path("items").valueStream().toList();
    }

    private List<JsonNode> audit() {
        return Api.at(port)
                .withKey(acme.apiKey("admin"))
                .get("/api/v1/audit")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    @Test
    void aDryRunCountsByReasonAndDoesNothing() {
        Api.Answer all = replayer.post(REPLAY, Map.of("filter", Map.of(), "dryRun", true));
        Api.Answer some =
                replayer.post(
                        DISCARD,
                        Map.of("filter", Map.of("reason", "data_refused"), "dryRun", true));

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json().path("matched").asLong()).isEqualTo(3);
        assertThat(all.json().path("byReason").path("data_refused").asLong()).isEqualTo(2);
        assertThat(all.json().path("byReason").path("processing_failed").asLong()).isEqualTo(1);
        assertThat(all.json().path("jobId").isNull()).isTrue();
        assertThat(some.json().path("matched").asLong()).isEqualTo(2);
        assertThat(jobs()).isEmpty();
        assertThat(audit()).isEmpty();
    }

    @Test
    void whatDiesAfterTheDryRunIsNotDiscardedWithWhatItCounted() {
        JsonNode counted =
                replayer.post(DISCARD, Map.of("filter", Map.of(), "dryRun", true)).json();
        dead("data_refused", Instant.now());

        Map<String, ?> filter = Map.of("to", counted.path("to").asString());
        JsonNode confirmed =
                replayer.post(DISCARD, Map.of("filter", filter, "reason", "A bot's")).json();

        assertThat(counted.path("matched").asLong()).isEqualTo(3);
        assertThat(confirmed.path("matched").asLong()).isEqualTo(3);
        assertThat(
                        Instant.parse(
                                parameters(confirmed.path("jobId").asString())
                                        .path("to")
                                        .asString()))
                .isEqualTo(counted.path("to").asString());
    }

    @Test
    void theDryRunOfAFilterSaysUntilWhenItCounted() {
        Map<String, ?> narrow = Map.of("to", NOON.plusSeconds(90).toString());

        Api.Answer narrowed = replayer.post(REPLAY, Map.of("filter", narrow, "dryRun", true));
        Api.Answer late =
                replayer.post(
                        REPLAY,
                        Map.of("filter", Map.of("to", "2999-01-01T00:00:00Z"), "dryRun", true));
        Api.Answer named = replayer.post(REPLAY, Map.of("ids", List.of(first), "dryRun", true));

        assertThat(narrowed.json().path("to").asString()).isEqualTo("2026-11-20T12:01:30.000Z");
        assertThat(Instant.parse(late.json().path("to").asString()))
                .isBeforeOrEqualTo(Instant.now());
        assertThat(named.json().path("to").isNull()).isTrue();
    }

    @Test
    void aReplayBecomesAJobThatTheWorkerCanRead() {
        Api.Answer answer =
                replayer.post(
                        REPLAY,
                        Map.of(
                                "filter",
                                Map.of(
                                        "reason", "data_refused",
                                        "source", shop.id(),
                                        "from", "2026-11-20T12:00:30Z")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("matched").asLong()).isEqualTo(1);
        String id = answer.json().path("jobId").asString();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/" + id);
        JsonNode job = replayer.get("/api/v1/jobs/" + id).json();
        assertThat(job.path("kind").asString()).isEqualTo("dead_letter_replay");
        assertThat(job.path("status").asString()).isEqualTo("waiting");
        assertThat(job.path("total").asLong()).isEqualTo(1);
        JsonNode parameters = parameters(id);
        assertThat(parameters.path("reason").asString()).isEqualTo("data_refused");
        assertThat(parameters.path("source").asString()).isEqualTo(shop.id().toString());
        assertThat(Instant.parse(parameters.path("from").asString()))
                .isEqualTo("2026-11-20T12:00:30Z");
        assertThat(Instant.parse(parameters.path("to").asString()))
                .as("what dies from now on is left out")
                .isBeforeOrEqualTo(Instant.now());
    }

    private static JsonNode parameters(String job) {
        return JsonMapper.shared()
                .readTree(
                        AppCloud.shared()
                                .text(
                                        "SELECT parameters FROM job WHERE id = ?",
                                        (Object) Ids.bytes(UUID.fromString(job))));
    }

    @Test
    void lettersAreReplayedByTheirIds() {
        Api.Answer answer = replayer.post(REPLAY, Map.of("ids", List.of(first, first, Ids.next())));

        assertThat(answer.json().path("matched").asLong()).isEqualTo(1);
        assertThat(parameters(answer.json().path("jobId").asString()).path("ids"))
                .as("each once")
                .hasSize(2);
    }

    @Test
    void whatMatchesNothingMakesNoJob() {
        Api.Answer answer = replayer.post(REPLAY, Map.of("ids", List.of(Ids.next())));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("matched").asLong()).isZero();
        assertThat(answer.json().path("jobId").isNull()).isTrue();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aDiscardNeedsAReasonAndBothAreAudited() {
        Map<String, ?> all = Map.of("filter", Map.of());
        assertThat(
                        replayer.post(DISCARD, all)
                                .json()
                                .path("errors")
                                .get(0)
                                .path("field")
                                .asString())
                .isEqualTo("reason");
        assertThat(replayer.post(DISCARD, Map.of("filter", Map.of(), "reason", " ")).status())
                .isEqualTo(422);

        String discard =
                replayer.post(DISCARD, Map.of("filter", Map.of(), "reason", "A bot's"))
                        .json()
                        .path("jobId")
                        .asString();
        replayer.post(REPLAY, Map.of("ids", List.of(first)));

        assertThat(parameters(discard).path("because").asString()).isEqualTo("A bot's");
        assertThat(audit())
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("dead_letters.replayed", "dead_letters.discarded");
        JsonNode entry = audit().getLast();
        assertThat(entry.path("subject").asString()).isEqualTo(discard);
        assertThat(entry.path("details").path("because").asString()).isEqualTo("A bot's");
        assertThat(entry.path("details").path("matched").asLong()).isEqualTo(3);
    }

    @Test
    void theScopeIsReplay() {
        Map<String, ?> all = Map.of("filter", Map.of(), "reason", "r");
        for (String path : List.of(REPLAY, DISCARD)) {
            assertThat(Api.at(port).post(path, all).code()).isEqualTo("not_authenticated");
            assertThat(Api.at(port).withKey(acme.apiKey("read sources")).post(path, all).code())
                    .isEqualTo("not_allowed");
        }
        assertThat(jobs()).isEmpty();
        Api suspended = Api.at(port).withKey(acme.suspend().apiKey("admin"));
        assertThat(suspended.post(REPLAY, Map.of("filter", Map.of())).code())
                .isEqualTo("tenant_suspended");
    }

    /** Each would otherwise take everything. */
    @Test
    void whatIsMisspeltIsRefusedAndNotPassedOver() {
        for (String body :
                List.of(
                        "{}",
                        "{\"dryRun\": true}",
                        "{\"filter\": {}, \"dryrun\": true}",
                        "{\"filter\": {\"resaon\": \"data_refused\"}}",
                        "{\"filter\": {\"status\": \"dead\"}}",
                        "{\"filter\": {\"tenantId\": \"" + Ids.next() + "\"}}",
                        "{\"filter\": {\"from\": \"yesterday\"}}",
                        "{\"filter\": {\"source\": \"1' OR '1'='1\"}}",
                        "{\"filter\": \"all\"}",
                        "{\"filter\": {}, \"ids\": [\"" + first + "\"]}",
                        "{\"ids\": []}",
                        "{\"ids\": [null]}",
                        "{\"ids\": [\"1' OR '1'='1\"]}",
                        "{\"filter\": {}, \"reason\": \"data_refused\"}")) {
            Api.Answer answer = replayer.postText(REPLAY, body);
            assertThat(answer.status()).as("%s: %s", body, answer).isEqualTo(422);
            assertThat(answer.json().path("errors").get(0).path("message").asString())
                    .as(body)
                    .isNotBlank();
        }
        assertThat(jobs()).isEmpty();
    }

    @Test
    void tooManyIdsAreToldToUseAFilter() {
        Api.Answer many = replayer.post(REPLAY, Map.of("ids", ids(1_001)));
        Api.Answer far = replayer.post(REPLAY, Map.of("ids", ids(10_000)));

        assertThat(many.status()).isEqualTo(422);
        assertThat(many.json().path("errors").get(0).path("message").asString())
                .contains("1000", "filter");
        assertThat(far.code()).isEqualTo("body_too_large");
        assertThat(replayer.post(REPLAY, Map.of("ids", ids(1_000))).status()).isEqualTo(202);
        assertThat(jobs()).isEmpty();
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(Ids::next).limit(count).toList();
    }

    @Test
    void aStormOfReplaysIsHeldBack() {
        Map<String, ?> all = Map.of("filter", Map.of());
        for (int i = 0; i < 20; i++) {
            assertThat(replayer.post(REPLAY, all).status()).isEqualTo(202);
        }

        Api.Answer refused = replayer.post(REPLAY, all);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_jobs");
        assertThat(audit()).as("what was refused is in no log").hasSize(20);
        Tenant neighbour = Tenant.named("Neighbour");
        neighbour.source("Shop", "stripe").deadWebhook("data_refused", NOON, "a/b", new byte[1]);
        assertThat(Api.at(port).withKey(neighbour.apiKey("replay")).post(REPLAY, all).status())
                .isEqualTo(202);
    }
}
