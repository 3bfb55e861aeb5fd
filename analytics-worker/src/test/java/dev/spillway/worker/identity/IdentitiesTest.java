package dev.spillway.worker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.Normalisers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final Duration HORIZON = Duration.ofDays(3);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final IdentityRules RULES = new IdentityRules(true, true, true, HORIZON, WINDOW);
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
    void bodyIsTheSameUnderWhateverKeyTheSignatureDoesNotCover() {
        Claim real = uncovered(webhook().eventKey("d-2").body("real"));

        assertThat(uncovered(webhook().eventKey("d-2").body("real"))).isEqualTo(real);
        assertThat(uncovered(webhook().eventKey("captured").body("real")).identity())
                .isEqualTo(real.identity());
        assertThat(uncovered(webhook().eventKey("d-2").body("old")).identity())
                .as("nobody can take a key from the webhook that it belongs to")
                .isNotEqualTo(real.identity());
        assertThat(real.expiresAt()).isEqualTo(AT.plus(HORIZON));
    }

    @Test
    void whatIsNotSignedMakesNoOtherWebhook() {
        Claim real = uncovered(webhook().eventKey("d-2"));

        assertThat(uncovered(webhook().path("/x")).identity()).isEqualTo(real.identity());
        assertThat(uncovered(webhook().query("x")).identity()).isEqualTo(real.identity());
        assertThat(uncovered(webhook().method("PUT")).identity()).isEqualTo(real.identity());
    }

    /**
     * Where everybody can forge, nobody has to replay; and a heartbeat with an id is one each time.
     */
    @Test
    void unverifiedKeyCountsBesideItsBody() {
        Claim first = uncovered(webhook().eventKey("a").verification(Verification.UNCHECKED));

        assertThat(uncovered(webhook().eventKey("a").verification(Verification.UNCHECKED)))
                .isEqualTo(first);
        assertThat(
                        uncovered(webhook().eventKey("b").verification(Verification.UNCHECKED))
                                .identity())
                .isNotEqualTo(first.identity());
    }

    /** Shopify's order that is created and paid at once. */
    @Test
    void sameBytesThatTellOfSomethingElseAreAnotherWebhook() {
        Claim created = uncovered(order("orders/create"));

        assertThat(uncovered(order("orders/paid")).identity()).isNotEqualTo(created.identity());
        assertThat(uncovered(order("orders/create").eventKey("captured")).identity())
                .isEqualTo(created.identity());
        assertThat(uncovered(order("made/up")).identity())
                .as("as many as the vendor has words for, and no more")
                .isEqualTo(uncovered(order("made/up too")).identity());
    }

    private WebhookBuilder order(String topic) {
        return new WebhookBuilder(source, "shopify")
                .receivedAt(AT)
                .eventKey(topic)
                .header("X-Shopify-Topic", topic)
                .body("{\"id\":1,\"total_price\":\"12.50\",\"currency\":\"EUR\"}");
    }

    private static Claim uncovered(WebhookBuilder webhook) {
        return claim(webhook, new IdentityRules(true, false, true, HORIZON, WINDOW));
    }

    @Test
    void fingerprintOfWhatNobodySignedIsOverMethodPathQueryAndBodyForItsWindow() {
        Claim plain = unsigned(webhook());

        assertThat(unsigned(webhook()).identity()).isEqualTo(plain.identity());
        assertThat(plain.expiresAt()).isEqualTo(AT.plus(WINDOW));
        assertThat(unsigned(webhook().path("/x")).identity()).isNotEqualTo(plain.identity());
        assertThat(unsigned(webhook().query("x")).identity()).isNotEqualTo(plain.identity());
        assertThat(unsigned(webhook().body("x")).identity()).isNotEqualTo(plain.identity());
        assertThat(unsigned(webhook().path("ab").query("c")).identity())
                .as("parts do not run into each other")
                .isNotEqualTo(unsigned(webhook().path("a").query("bc")).identity());
        assertThat(unsigned(webhook().header("X-Attempt", "2")).identity())
                .as("headers change from one attempt to the next")
                .isEqualTo(plain.identity());
    }

    /** A webhook by GET: its query is signed, or nothing is. */
    @Test
    void webhookWithoutABodyIsKnownByItsQuery() {
        assertThat(uncovered(webhook().body("").query("a=1")).identity())
                .isNotEqualTo(uncovered(webhook().body("").query("a=2")).identity());
    }

    private static Claim unsigned(WebhookBuilder webhook) {
        return claim(webhook, new IdentityRules(true, false, false, HORIZON, WINDOW));
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
        IdentityRules none = new IdentityRules(false, true, true, HORIZON, WINDOW);
        Webhook webhook = webhook().eventKey("k").build();

        assertThat(Identities.ofWebhook(webhook, List.of(), none))
                .isEqualTo(Identities.ofWebhook(webhook, List.of(), none))
                .isNotEqualTo(claim(webhook().eventKey("k"), none));
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
    void eventOfAMessageIsTheSameUnderWhateverIdSendGridTellsItAgain() {
        String message = "\"sg_message_id\":\"m1\",";
        Claim first = eventClaim(sendGrid(message + "\"sg_event_id\":\"e1\""));

        assertThat(eventClaim(sendGrid(message + "\"sg_event_id\":\"e2\""))).isEqualTo(first);
        assertThat(eventClaim(sendGrid("\"sg_message_id\":\"m1\""))).isEqualTo(first);
        assertThat(eventClaim(sendGrid("\"sg_message_id\":\"m2\",\"sg_event_id\":\"e1\"")))
                .isNotEqualTo(first);
        assertThat(first.expiresAt()).isEqualTo(AT.plus(HORIZON));
        assertThat(second(first)).isEqualTo(1_763_700_000);
    }

    /** Two bounces that name no message may come in one second. */
    @Test
    void eventOfNoMessageIsKnownByItsId() {
        assertThat(eventClaim(sendGrid("\"sg_message_id\":\"\",\"sg_event_id\":\"e1\"")))
                .isNotEqualTo(
                        eventClaim(sendGrid("\"sg_message_id\":\"\",\"sg_event_id\":\"e2\"")));
    }

    @Test
    void claimsOfWhatIsKnownByItsBytesBeginWithTheTimeThatTheyTell() {
        String open = "[{\"event\":\"open\",\"timestamp\":1763700000}]";
        Claim webhook = claim(webhook().body(open));
        Claim event = eventClaim(webhook().body(open).build());

        assertThat(second(webhook)).isEqualTo(1_763_700_000);
        assertThat(second(event)).isEqualTo(1_763_700_000);
        assertThat(webhook.identity()).isNotEqualTo(event.identity());
    }

    /** Whatever else is said beside them. */
    @Test
    void claimsOfKeysAndIdsAreThoseAlone() {
        String open = "[{\"event\":\"open\",\"timestamp\":1763700000,\"sg_event_id\":\"e1\"}]";
        String later = open.replace("1763700000", "1763700001");

        assertThat(eventClaim(webhook().body(open).build()))
                .isEqualTo(eventClaim(webhook().body(later).build()));
        assertThat(claim(webhook().body(open).eventKey("k")))
                .isEqualTo(claim(webhook().body(later).eventKey("k")));
    }

    /**
     * What a receipt makes of it, that a clock is absurd for one, would tell two receipts apart.
     */
    @Test
    void claimsBeginWithAnAbsurdTimeAsItIsTold() {
        String open = "[{\"event\":\"open\",\"timestamp\":1863700000}]";
        Webhook early = webhook().body(open).build();
        Webhook late =
                webhook().body(open).receivedAt(Instant.ofEpochSecond(1_863_700_000)).build();

        assertThat(eventClaim(early).identity()).isEqualTo(eventClaim(late).identity());
        assertThat(second(eventClaim(early))).isEqualTo(1_863_700_000);
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

    /** For as long as one of the others may be found anew in what is stored. */
    @Test
    void whatIsToldInSeveralEventsIsKnownForAsLongAsTheyAreStored() {
        Webhook charge =
                new WebhookBuilder(source, "stripe")
                        .receivedAt(AT)
                        .eventKey("evt_1")
                        .body(
                                "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"created\":1763700000,"
                                        + "\"data\":{\"object\":{\"payment_intent\":\"pi_1\"}}}")
                        .build();

        assertThat(eventClaim(charge).expiresAt())
                .isEqualTo(AT.plus(HORIZON).plus(Duration.ofDays(Plan.SCALE.webhookDays())));
        assertThat(eventClaim(webhook().body("[{\"sg_event_id\":\"e1\"}]").build()).expiresAt())
                .isEqualTo(AT.plus(HORIZON));
    }

    private static int second(Claim claim) {
        return ByteBuffer.wrap(claim.identity().bytes()).getInt();
    }

    private static Claim claim(WebhookBuilder webhook) {
        return claim(webhook, RULES);
    }

    private static Claim claim(WebhookBuilder builder, IdentityRules rules) {
        Webhook webhook = builder.build();
        List<NormalisedEvent> events = Normalisers.standard().normalise(webhook).events();
        return Identities.ofWebhook(webhook, events, rules);
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
