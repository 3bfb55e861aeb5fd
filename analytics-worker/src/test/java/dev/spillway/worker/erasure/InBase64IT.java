package dev.spillway.worker.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.redact.People;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Who stands in base64 behind escapes, or in lines, is given what holds him, and then is gone. */
@CloudTest(parts = Part.DATABASE)
class InBase64IT {

    private static final String ANA = "ana@base64.example";
    private static final String BOB = "bob@base64.example";

    /** Whose base64 has signs that a form escapes. */
    private static final String SAID =
            "{\"to\":\"" + ANA + "\",\"cc\":\"" + BOB + "\",\"s\":\"~~~>>>???\"}";

    private static WorkerDatabase database;
    private static ErasureFixture erasure;

    private TenantFixture tenant;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        erasure = new ErasureFixture(database);
    }

    @AfterAll
    static void close() {
        erasure.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = database.tenant("sendgrid");
    }

    @AfterEach
    void nothingWaits() {
        database.owner().update("DELETE FROM job");
    }

    private static String escaped(String text) {
        return URLEncoder.encode(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)), UTF_8);
    }

    private static String form(String said) {
        return "n=%31&d=" + escaped(said) + "&m=%7B%7D";
    }

    private WebhookBuilder posted(String form) {
        return tenant.webhook()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(form);
    }

    private void store(WebhookBuilder... webhooks) {
        for (WebhookBuilder webhook : webhooks) {
            erasure.store.store(tenant.parcel(webhook.build()));
        }
    }

    private List<String> exported() {
        UUID export = erasure.export(tenant, ANA, DataSize.ofMegabytes(1));
        return erasure.lines(tenant, export).stream()
                .filter(line -> line.path("kind").stringValue().equals("webhook"))
                .map(line -> line.path("body"))
                .map(JsonNode::stringValue)
                .toList();
    }

    private List<String> kept() {
        return database.rows("webhook", tenant.id()).stream()
                .map(row -> new String((byte[]) row.get("body"), UTF_8))
                .toList();
    }

    @Test
    void inAFormWhichStaysOne() {
        store(posted(form(SAID)), posted(form(SAID.replace(ANA, "eve@base64.example"))));
        assertThat(exported()).containsExactly(form(SAID.replace(BOB, "b•••@base64.example")));

        erasure.erase(tenant, ANA);

        assertThat(exported()).isEmpty();
        assertThat(kept())
                .containsExactlyInAnyOrder(
                        form(SAID.replace(ANA, People.REDACTED)),
                        form(SAID.replace(ANA, "eve@base64.example")));
    }

    @Test
    void inAQueryAndALink() {
        store(
                tenant.webhook().query("d=" + escaped(SAID)).body("{\"n\":1}"),
                tenant.webhook().body("{\"u\":\"https://x.example/?d=" + escaped(SAID) + "\"}"));
        assertThat(exported()).hasSize(2);

        erasure.erase(tenant, ANA);

        assertThat(exported()).isEmpty();
        assertThat(database.rows("webhook", tenant.id()))
                .extracting(row -> row.get("query"))
                .contains("d=" + escaped(SAID.replace(ANA, People.REDACTED)));
    }

    @Test
    void inFullLinesBehindWhichSomethingElseStands() {
        String lines = "x".repeat(50) + " " + ANA + " ".repeat(45);
        String mime = Base64.getMimeEncoder().encodeToString(lines.getBytes(UTF_8));
        assertThat(mime).hasSize(2 * 76 + 2);
        store(tenant.webhook().body(mime + "\r\nHello there"));
        assertThat(exported()).hasSize(1);

        erasure.erase(tenant, ANA);

        assertThat(exported()).isEmpty();
        assertThat(kept()).singleElement().asString().endsWith("\r\nHello there");
    }
}
