package dev.spillway.worker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.Normalisers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final Duration HORIZON = Duration.ofDays(3);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final IdentityRules RULES = new IdentityRules(true, true, HORIZON, WINDOW);
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final UUID source = Ids.next();

    @Test
    void coveredKeyAloneIsTheIdentityOverTheWholeHorizon() {
        Claim first = claim(webhook().eventKey("evt_1").body("one"));
        Claim again = claim(webhook().eventKey("evt_1").body("altered on the way to us"));

        assertThat(again.identity()).isEqualTo(first.identity());
        assertThat(first.claimedAt()).isEqualTo(AT);
        assertThat(first.expiresAt()).isEqualTo(AT.plus(HORIZON));
        assertThat(claim(webhook().eventKey("evt_2").body("one")).identity())
                .isNotEqualTo(first.identity());
    }

    @Test
    void keyThatTheSignatureDoesNotCoverCountsOnlyWithItsBody() {
        IdentityRules uncovered = new IdentityRules(true, false, HORIZON, WINDOW);
        Claim real =
                Identities.ofWebhook(webhook().eventKey("d-2").body("real").build(), uncovered);
        Claim again =
                Identities.ofWebhook(webhook().eventKey("d-2").body("real").build(), uncovered);
        Claim replayed =
                Identities.ofWebhook(webhook().eventKey("d-2").body("old").build(), uncovered);

        assertThat(again.identity()).isEqualTo(real.identity());
        assertThat(replayed.identity()).isNotEqualTo(real.identity());
    }

    @Test
    void fingerprintIsOverMethodPathQueryAndBodyForItsWindow() {
        Claim plain = claim(webhook());

        assertThat(claim(webhook()).identity()).isEqualTo(plain.identity());
        assertThat(plain.expiresAt()).isEqualTo(AT.plus(WINDOW));
        assertThat(claim(webhook().path("/x")).identity()).isNotEqualTo(plain.identity());
        assertThat(claim(webhook().query("x")).identity()).isNotEqualTo(plain.identity());
        assertThat(claim(webhook().body("x")).identity()).isNotEqualTo(plain.identity());
        assertThat(claim(webhook().path("ab").query("c")).identity())
                .as("parts do not run into each other")
                .isNotEqualTo(claim(webhook().path("a").query("bc")).identity());
        assertThat(claim(webhook().header("X-Attempt", "2")).identity())
                .as("headers change from one attempt to the next")
                .isEqualTo(plain.identity());
    }

    @Test
    void unverifiedClaimsInANamespaceOfItsOwn() {
        Claim verified = claim(webhook().eventKey("k"));
        Claim failed = claim(webhook().eventKey("k").verification(Verification.FAILED));
        Claim unchecked = claim(webhook().eventKey("k").verification(Verification.UNCHECKED));

        assertThat(failed.identity()).isNotEqualTo(verified.identity());
        assertThat(unchecked.identity()).isEqualTo(failed.identity());
    }

    @Test
    void keyCannotBeMadeToLookLikeAFingerprint() {
        Claim fingerprint = claim(webhook());

        assertThat(claim(webhook().eventKey(fingerprint.identity().toString())).identity())
                .isNotEqualTo(fingerprint.identity());
    }

    @Test
    void withoutIdentityOnlyTheWebhooksOwnIdCounts() {
        IdentityRules none = new IdentityRules(false, true, HORIZON, WINDOW);
        Webhook webhook = webhook().eventKey("k").build();

        assertThat(Identities.ofWebhook(webhook, none))
                .isEqualTo(Identities.ofWebhook(webhook, none))
                .isNotEqualTo(Identities.ofWebhook(webhook().eventKey("k").build(), none));
        assertThat(Identities.ofEvent(event(webhook), webhook, none)).isEmpty();
    }

    @Test
    void eventIsKnownByItsOwnIdInItsWebhooksNamespace() {
        Webhook webhook = sendGrid("\"sg_event_id\":\"e1\"");
        Webhook forged = webhook().body(webhook.body()).verification(Verification.FAILED).build();

        assertThat(eventClaim(webhook)).isEqualTo(eventClaim(sendGrid("\"sg_event_id\":\"e1\"")));
        assertThat(eventClaim(webhook)).isNotEqualTo(eventClaim(forged));
        assertThat(eventClaim(webhook))
                .isNotEqualTo(eventClaim(sendGrid("\"sg_event_id\":\"e2\"")));
    }

    @Test
    void eventWithoutIdIsKnownByWhatItSays() {
        assertThat(eventClaim(sendGrid("\"a\":1"))).isEqualTo(eventClaim(sendGrid("\"a\":1")));
        assertThat(eventClaim(sendGrid("\"a\":1"))).isNotEqualTo(eventClaim(sendGrid("\"a\":2")));
    }

    @Test
    void eventWithNeitherIdNorTimeIsLeftToItsWebhook() {
        Webhook webhook = webhook().body("[{\"event\":\"open\"}]").build();

        assertThat(Identities.ofEvent(event(webhook), webhook, RULES)).isEmpty();
    }

    @Test
    void eventOfTheWebhooksOwnKeyIsLeftToItsWebhook() {
        Webhook webhook =
                webhook()
                        .body("[{\"event\":\"open\",\"sg_event_id\":\"e1\"}]")
                        .eventKey("e1")
                        .build();

        assertThat(Identities.ofEvent(event(webhook), webhook, RULES)).isEmpty();
    }

    private Claim claim(WebhookBuilder webhook) {
        return Identities.ofWebhook(webhook.build(), RULES);
    }

    private static Claim eventClaim(Webhook webhook) {
        return Identities.ofEvent(event(webhook), webhook, RULES).orElseThrow();
    }

    private static NormalisedEvent event(Webhook webhook) {
        return Normalisers.standard().normalise(webhook).events().getFirst();
    }

    private Webhook sendGrid(String field) {
        return webhook()
                .body("[{\"event\":\"open\",\"timestamp\":1763700000," + field + "}]")
                .build();
    }

    private WebhookBuilder webhook() {
        return new WebhookBuilder(source, "sendgrid").receivedAt(AT).body("[{\"event\":\"open\"}]");
    }
}
