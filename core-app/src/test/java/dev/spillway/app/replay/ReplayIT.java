package dev.spillway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was stored is gone through again when somebody asks for it, and never by mistake. */
@AppTest
class ReplayIT {

    private static final String REPLAY = "/api/v1/webhooks/replay";
    private static final Instant HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);

    @LocalServerPort int port;

    private Tenant acme;
    private Source mail;
    private Api replayer;
    private UUID first;

    @BeforeEach
    void threeWebhooks() {
        acme = Tenant.named("Acme");
        mail = acme.source("Mail", "sendgrid");
        replayer = Api.at(port).withKey(acme.apiKey("read replay"));
        first = mail.webhook().at(HOUR).outcome("unknown").store();
        mail.webhook().at(HOUR.plusSeconds(60)).outcome("unknown").store();
        acme.source("Shop", "stripe").webhook().at(HOUR.plusSeconds(120)).store();
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

    private static JsonNode parameters(String job) {
        return JsonMapper.shared()
                .readTree(
                        AppCloud.shared()
                                .text(
                                        "SELECT parameters FROM job WHERE id = ?",
                                        (Object) Ids.bytes(UUID.fromString(job))));
    }

    private static Map<String, Object> dryRun(Map<String, ?> filter) {
        return Map.of("filter", filter, "dryRun", true);
    }

    @Test
    void aDryRunCountsByOutcomeAndDoesNothing() {
        Api.Answer all = replayer.post(REPLAY, dryRun(Map.of()));

        assertThat(all.status()).as("%s", all).isEqualTo(202);
        assertThat(all.header("Location")).isEmpty();
        assertThat(all.json().path("matched").asLong()).isEqualTo(3);
        assertThat(all.json().path("more").asBoolean()).isFalse();
        assertThat(all.json().path("byOutcome").path("unknown").asLong()).isEqualTo(2);
        assertThat(all.json().path("byOutcome").path("normalised").asLong()).isEqualTo(1);
        assertThat(all.json().path("jobId").isNull()).isTrue();
        for (Map<String, ?> one :
                List.of(
                        Map.of("provider", "stripe"),
                        Map.of("outcome", "normalised"),
                        Map.of("source", mail.id(), "to", HOUR.plusSeconds(60).toString()),
                        Map.of("from", HOUR.plusSeconds(61).toString()))) {
            assertThat(replayer.post(REPLAY, dryRun(one)).json().path("matched").asLong())
                    .as("%s", one)
                    .isEqualTo(1);
        }
        assertThat(jobs()).isEmpty();
        assertThat(audit()).isEmpty();
    }

    @Test
    void aReplayBecomesAJobThatTheWorkerCanReadAndIsAudited() {
        Api.Answer answer =
                replayer.post(
                        REPLAY,
                        Map.of("filter", Map.of("outcome", "unknown", "source", mail.id())));

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().path("jobId").asString();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/" + id);
        JsonNode job = replayer.get("/api/v1/jobs/" + id).json();
        assertThat(job.path("kind").asString()).isEqualTo("webhook_replay");
        assertThat(job.path("total").asLong()).isEqualTo(2);
        assertThat(parameters(id).path("outcome").asString()).isEqualTo("unknown");
        assertThat(Instant.parse(parameters(id).path("to").asString()))
                .as("what comes from now on is normalised as it comes")
                .isBeforeOrEqualTo(Instant.now());
        JsonNode entry = audit().getFirst();
        assertThat(entry.path("action").asString()).isEqualTo("webhooks.replayed");
        assertThat(entry.path("subject").asString()).isEqualTo(id);
        assertThat(entry.path("details").path("matched").asLong()).isEqualTo(2);
    }

    @Test
    void oneIsReplayedByItsIdOrThatOfARepetition() {
        UUID repetition = mail.webhook().duplicateOf(first);
        String path = "/api/v1/webhooks/%s/replay";

        assertThat(replayer.post(path.formatted(first), Map.of("dryRun", true)).status())
                .isEqualTo(202);
        assertThat(jobs()).isEmpty();
        for (UUID id : List.of(first, repetition)) {
            Api.Answer answer = replayer.post(path.formatted(id), Map.of());
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
            assertThat(parameters(answer.json().path("jobId").asString()).path("ids"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.asString()).isEqualTo(first.toString()));
        }
        assertThat(replayer.post(path.formatted(Ids.next()), Map.of()).status()).isEqualTo(404);
        assertThat(replayer.post(path.formatted(first), Map.of("dryrun", true)).status())
                .isEqualTo(422);
    }

    @Test
    void rollupsAreRebuiltByWholeHours() {
        Map<String, ?> filter =
                Map.of(
                        "from", HOUR.plusSeconds(1800).toString(),
                        "to", HOUR.plusSeconds(3601).toString());

        Api.Answer dry =
                replayer.post(
                        REPLAY, Map.of("filter", filter, "rebuild", "rollups", "dryRun", true));
        Api.Answer answer = replayer.post(REPLAY, Map.of("filter", filter, "rebuild", "rollups"));

        assertThat(dry.json().path("matched").asLong()).isEqualTo(2);
        assertThat(answer.status()).isEqualTo(202);
        JsonNode job =
                replayer.get("/api/v1/jobs/" + answer.json().path("jobId").asString()).json();
        assertThat(job.path("kind").asString()).isEqualTo("rollup_rebuild");
        assertThat(job.path("total").asLong()).isEqualTo(2);
        assertThat(audit().getFirst().path("action").asString()).isEqualTo("rollups.rebuilt");
    }

    @Test
    void aRangeOlderThanRawIsRefusedAndSaysWhereToBegin() {
        Instant oldest = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(60, ChronoUnit.DAYS);
        for (String rebuild : List.of("events", "rollups")) {
            Api.Answer tooOld =
                    replayer.post(
                            REPLAY,
                            Map.of(
                                    "filter",
                                    Map.of("from", oldest.minusMillis(1).toString()),
                                    "rebuild",
                                    rebuild,
                                    "dryRun",
                                    true));

            assertThat(tooOld.status()).isEqualTo(422);
            assertThat(tooOld.code()).isEqualTo("range_older_than_raw");
            assertThat(tooOld.json().path("detail").asString())
                    .contains(oldest.toString().replace("Z", ".000Z"));
            assertThat(
                            replayer.post(
                                            REPLAY,
                                            Map.of(
                                                    "filter",
                                                    Map.of("from", oldest.toString()),
                                                    "rebuild",
                                                    rebuild,
                                                    "dryRun",
                                                    true))
                                    .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void theScopeIsReplay() {
        for (String path : List.of(REPLAY, "/api/v1/webhooks/" + first + "/replay")) {
            Map<String, ?> all = Map.of("filter", Map.of());
            assertThat(Api.at(port).post(path, all).code()).isEqualTo("not_authenticated");
            assertThat(Api.at(port).withKey(acme.apiKey("read sources")).post(path, all).code())
                    .isEqualTo("not_allowed");
        }
        assertThat(jobs()).isEmpty();
        Api suspended = Api.at(port).withKey(acme.suspend().apiKey("admin"));
        assertThat(suspended.post(REPLAY, Map.of("filter", Map.of())).code())
                .isEqualTo("tenant_suspended");
    }

    @Test
    void anotherTenantsWebhooksAndSourcesAreNotThere() {
        Api stranger = Api.at(port).withKey(Tenant.named("Stranger").apiKey("read replay"));

        assertThat(stranger.post("/api/v1/webhooks/" + first + "/replay", Map.of()).status())
                .isEqualTo(404);
        for (String rebuild : List.of("events", "rollups")) {
            Api.Answer answer =
                    stranger.post(
                            REPLAY,
                            Map.of("filter", Map.of("source", mail.id()), "rebuild", rebuild));
            assertThat(answer.json().path("matched").asLong()).isZero();
            assertThat(answer.json().path("jobId").isNull()).isTrue();
        }
        assertThat(stranger.get("/api/v1/jobs").json().path("items")).isEmpty();
    }

    /** Each would otherwise take everything. */
    @Test
    void whatIsMisspeltIsRefusedAndNotPassedOver() {
        for (String body :
                List.of(
                        "{}",
                        "{\"dryRun\": true}",
                        "{\"filter\": {}, \"dryrun\": true}",
                        "{\"filter\": {}, \"rebuild\": \"rollup\"}",
                        "{\"filter\": {\"sorce\": \"" + mail.id() + "\"}}",
                        "{\"filter\": {\"tenantId\": \"" + Ids.next() + "\"}}",
                        "{\"filter\": {\"outcome\": \"' OR '1'='1\"}}",
                        "{\"filter\": {\"source\": \"1' OR '1'='1\"}}",
                        "{\"filter\": {\"from\": \"yesterday\"}}",
                        "{\"filter\": {\"from\": \"%s\", \"to\": \"%s\"}}"
                                .formatted(HOUR.plusSeconds(1), HOUR),
                        "{\"filter\": {\"from\": \"2999-01-01T00:00:00Z\"}}",
                        "{\"filter\": {\"outcome\": \"unknown\"}, \"rebuild\": \"rollups\"}",
                        "{\"filter\": \"all\"}")) {
            Api.Answer answer = replayer.postText(REPLAY, body);
            assertThat(answer.status()).as("%s: %s", body, answer).isEqualTo(422);
            assertThat(answer.json().path("errors").get(0).path("message").asString())
                    .as(body)
                    .isNotBlank();
        }
        assertThat(jobs()).isEmpty();
    }

    @Test
    void readersSeeOneGenerationOfAnHour() {
        mail.events("opened", "", HOUR, 5);
        mail.events("opened", "", HOUR.plusSeconds(3600), 1);
        mail.rebuilt(HOUR, 1, 100, false);
        assertThat(opened()).as("one that is being built").isEqualTo(6);

        mail.rebuilt(HOUR, 2, 2, true);

        assertThat(opened()).isEqualTo(11);
    }

    private long opened() {
        return replayer.get(
                        "/api/v1/metrics/summary?from=%s&to=%s"
                                .formatted(HOUR, HOUR.plusSeconds(7200)))
                .json()
                .path("events")
                .path("opened")
                .asLong();
    }
}
