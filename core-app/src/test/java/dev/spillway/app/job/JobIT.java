package dev.spillway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a tenant sees of the long work that it asked for. */
@AppTest
class JobIT {

    @LocalServerPort int port;

    private Tenant acme;
    private Api reader;
    private Api replayer;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        reader = Api.at(port).withKey(acme.apiKey("read"));
        replayer = Api.at(port).withKey(acme.apiKey("read replay"));
    }

    @Test
    void aJobShowsHowFarItIs() {
        UUID job = acme.job("running", 100, 40);

        JsonNode shown = reader.get("/api/v1/jobs/" + job).json();

        assertThat(shown.path("id").asString()).isEqualTo(job.toString());
        assertThat(shown.path("kind").asString()).isEqualTo("dead_letter_replay");
        assertThat(shown.path("status").asString()).isEqualTo("running");
        assertThat(shown.path("total").asLong()).isEqualTo(100);
        assertThat(shown.path("done").asLong()).isEqualTo(40);
        assertThat(shown.path("requestedBy").path("name").asString()).isEqualTo("ana@acme.example");
        assertThat(shown.path("cancelRequested").asBoolean()).isFalse();
        assertThat(shown.path("createdAt").asString()).endsWith("Z");
        assertThat(shown.has("parameters")).isFalse();
    }

    @Test
    void whatAJobCouldNotReadIsNamed() {
        UUID job = acme.job("done", 10, 8);
        UUID webhook = Ids.next();
        AppCloud.shared()
                .execute("UPDATE job SET failed = 1 WHERE id = ?", (Object) Ids.bytes(job));
        AppCloud.shared()
                .execute(
                        "INSERT INTO job_unread VALUES (?, ?, 'webhook', ?)",
                        Ids.bytes(acme.id()),
                        Ids.bytes(job),
                        Ids.bytes(webhook));

        JsonNode shown = reader.get("/api/v1/jobs/" + job).json();

        assertThat(shown.path("failed").asLong()).isEqualTo(1);
        assertThat(shown.path("unread")).hasSize(1);
        assertThat(shown.path("unread").get(0).path("kind").asString()).isEqualTo("webhook");
        assertThat(shown.path("unread").get(0).path("id").asString()).isEqualTo(webhook.toString());
    }

    @Test
    void jobsAreListedNewestFirstAndInPages() {
        UUID first = acme.job("done", 1, 1);
        UUID second = acme.job("running", 1, 0);

        JsonNode page = reader.get("/api/v1/jobs?limit=1").json();
        JsonNode rest =
                reader.get("/api/v1/jobs?limit=1&cursor=" + page.path("next").asString()).json();

        assertThat(page.path("items").get(0).path("id").asString()).isEqualTo(second.toString());
        assertThat(rest.path("items").get(0).path("id").asString()).isEqualTo(first.toString());
        assertThat(rest.path("next").isNull()).isTrue();
    }

    private List<String> ids(String query) {
        return reader.get("/api/v1/jobs" + query)
                .json()
                .path("items")
                .valueStream()
                .map(job -> job.path("id").asString())
                .toList();
    }

    @Test
    void whatIsUnderWayIsFoundBehindAllThatEndedSince() {
        String running = acme.job("running", 100, 40).toString();
        String waiting = acme.job("webhook_replay", "waiting", 1, 0).toString();
        for (int i = 0; i < 51; i++) {
            acme.job("done", 1, 1);
        }

        assertThat(ids("")).doesNotContain(running, waiting);
        assertThat(ids("?status=running")).containsExactly(running);
        assertThat(ids("?status=waiting,running")).containsExactly(waiting, running);
        assertThat(ids("?status=waiting&status=running&kind=webhook_replay"))
                .containsExactly(waiting);
        assertThat(ids("?kind=webhook_replay,rollup_rebuild")).containsExactly(waiting);
        assertThat(ids("?kind=rollup_rebuild")).isEmpty();
    }

    @Test
    void aFilteredListHasPagesToo() {
        String first = acme.job("failed", 1, 0).toString();
        acme.job("running", 1, 0);
        String second = acme.job("failed", 1, 0).toString();

        JsonNode page = reader.get("/api/v1/jobs?status=failed&limit=1").json();

        assertThat(page.path("items").get(0).path("id").asString()).isEqualTo(second);
        assertThat(ids("?status=failed&limit=1&cursor=" + page.path("next").asString()))
                .containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource({
        "kind=nothing, kind",
        "kind=dead_letter_replay&kind=%27%20OR%201, kind",
        "status=open, status",
        "status=DONE, status",
        "limit=501, limit"
    })
    void whatThereIsNotIsNamed(String query, String field) {
        Api.Answer refused = reader.get("/api/v1/jobs?" + query);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void cancellingNeedsTheScopeAndIsAuditedOnce() {
        UUID job = acme.job("running", 100, 40);
        String cancel = "/api/v1/jobs/" + job + "/cancel";

        assertThat(reader.post(cancel, Map.of()).code()).isEqualTo("not_allowed");
        assertThat(replayer.post(cancel, Map.of()).status()).isEqualTo(202);
        JsonNode cancelled = replayer.post(cancel, Map.of()).json();

        assertThat(cancelled.path("cancelRequested").asBoolean()).isTrue();
        assertThat(cancelled.path("status").asString()).as("says the worker").isEqualTo("running");
        assertThat(
                        Api.at(port)
                                .withKey(acme.apiKey("admin"))
                                .get("/api/v1/audit")
                                .json()
                                .path("items"))
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("job.cancelled");
    }

    @Test
    void aJobAtItsEndStaysAsItIs() {
        UUID job = acme.job("done", 1, 1);

        JsonNode after = replayer.post("/api/v1/jobs/" + job + "/cancel", Map.of()).json();

        assertThat(after.path("cancelRequested").asBoolean()).isFalse();
        assertThat(after.path("status").asString()).isEqualTo("done");
    }

    @Test
    void anotherTenantsJobIsNotThere() {
        UUID job = acme.job("running", 100, 40);
        Api attack = Api.at(port).withKey(Tenant.named("Attacker").apiKey("admin"));

        assertThat(attack.get("/api/v1/jobs/" + job).status()).isEqualTo(404);
        assertThat(attack.post("/api/v1/jobs/" + job + "/cancel", Map.of()).status())
                .isEqualTo(404);
        assertThat(attack.get("/api/v1/jobs").json().path("items")).isEmpty();
        assertThat(attack.get("/api/v1/jobs/" + Ids.next()).status()).isEqualTo(404);
        assertThat(reader.get("/api/v1/jobs/" + job).json().path("cancelRequested").asBoolean())
                .isFalse();
    }
}
