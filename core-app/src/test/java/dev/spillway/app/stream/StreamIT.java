package dev.spillway.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Person;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class StreamIT {

    @LocalServerPort int port;
    @Autowired Feeds feeds;

    private Tenant acme;
    private Source mail;
    private Api api;

    @BeforeEach
    void aSource() {
        acme = Tenant.named("Acme");
        mail = acme.source("Mail", "sendgrid");
        api = Api.at(port).withKey(acme.apiKey("read"));
    }

    @Test
    void itBeginsWithEverything() throws Exception {
        mail.webhook().events(2).store();
        mail.events("delivered", "", Instant.now(), 7);
        mail.traffic("received", "", Instant.now(), 3);
        mail.traffic("rejected", "signature_invalid", Instant.now(), 2);

        try (Viewer viewer = Viewer.of(api)) {
            Viewer.Event snapshot = viewer.next();

            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.data().path("summary").path("accepted").asLong()).isEqualTo(3);
            assertThat(snapshot.data().path("minutes").path("types").get(0).path("counts"))
                    .hasSize(60);
            assertThat(snapshot.data().path("webhooks").get(0).path("eventCount").asInt())
                    .isEqualTo(2);
            assertThat(snapshot.data().path("failures").get(0).path("reason").asString())
                    .isEqualTo("signature_invalid");
            assertThat(snapshot.data().path("sources").get(0).path("name").asString())
                    .isEqualTo("Mail");
            assertThat(snapshot.data().path("delayed").asBoolean()).isFalse();
        }
    }

    @Test
    void whatIsStoredIsShownWithinTwoSeconds() throws Exception {
        try (Viewer viewer = Viewer.of(api)) {
            viewer.next();
            Instant stored = Instant.now();
            UUID webhook = mail.webhook().store();

            Viewer.Event delta = viewer.nextWith("webhooks");

            assertThat(Duration.between(stored, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(delta.name()).isEqualTo("delta");
            assertThat(delta.data().path("webhooks").get(0).path("id").asString())
                    .isEqualTo(webhook.toString());
            assertThat(delta.data().has("minutes")).isFalse();
        }
    }

    @Test
    void viewersOfATenantShareOneFeedWhichEndsWithTheLast() throws Exception {
        int before = feeds.feeds();
        try (Viewer first = Viewer.of(api)) {
            try (Viewer second = Viewer.of(api)) {
                first.next();
                second.next();
                assertThat(feeds.feeds()).isEqualTo(before + 1);
            }
            mail.webhook().store();
            assertThat(first.nextWith("webhooks").data().path("webhooks")).hasSize(1);
        }
        // That a viewer has gone is noticed when something is written to him.
        await().untilAsserted(() -> {
            mail.webhook().store();
            assertThat(feeds.feeds()).isEqualTo(before);
        });
    }

    @Test
    void itEndsWithItsSession() throws Exception {
        Person ana = Person.loggedIn(Api.at(port), acme, "member");
        try (Viewer viewer = Viewer.of(ana.browser())) {
            assertThat(viewer.next().name()).isEqualTo("snapshot");

            ana.browser().delete("/api/v1/session");

            assertThat(viewer.nextWith("reason").name()).isEqualTo("end");
            assertThat(viewer.hasEnded()).isTrue();
        }
    }

    @Test
    void anotherTenantSeesNothingOfIt() throws Exception {
        Tenant other = Tenant.named("Other");
        mail.webhook().store();
        mail.traffic("received", "", Instant.now(), 3);

        try (Viewer viewer = Viewer.of(Api.at(port).withKey(other.apiKey("read")))) {
            Viewer.Event snapshot = viewer.next();

            assertThat(snapshot.data().path("webhooks")).isEmpty();
            assertThat(snapshot.data().path("sources")).isEmpty();
            assertThat(snapshot.data().path("summary").path("accepted").asLong()).isZero();
        }
    }

    @Test
    void aTenantMayOpenSoManyAndNoMore() {
        List<Feeds.Subscription> open = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                open.add(feeds.watch(acme.id()));
            }
            Assertions.assertThatThrownBy(() -> feeds.watch(acme.id()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_EXCEEDED));
        } finally {
            open.forEach(Feeds.Subscription::close);
        }
        assertThat(feeds.watch(acme.id())).satisfies(Feeds.Subscription::close);
    }

    @Test
    void whoCannotKeepAConnectionAsksOnce() {
        mail.traffic("received", "", Instant.now(), 3);

        assertThat(api.get("/api/v1/dashboard").json().path("summary").path("accepted").asLong())
                .isEqualTo(3);
    }

    @Test
    void nobodyWatchesWithoutLoggingIn() {
        assertThat(Api.at(port).get("/api/v1/stream").status()).isEqualTo(401);
    }
}
