package dev.spillway.worker.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.identity.Identity;
import dev.spillway.worker.normalise.Channel;
import dev.spillway.worker.normalise.EventType;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.Outcome;
import dev.spillway.worker.sql.Rows;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Events that another webhook has told of, looked for among those that are stored. */
@CloudTest(parts = Part.DATABASE)
class ToldElsewhereIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant THEN = NOW.minus(Duration.ofDays(20));
    private static final Duration HORIZON = Duration.ofDays(4);

    private WorkerDatabase database;
    private StoreFixture store;
    private TenantFixture tenant;
    private Connection connection;
    private JdbcTemplate jdbc;

    @BeforeEach
    void open(TestCloud cloud) throws SQLException {
        database = WorkerDatabase.on(cloud.database());
        store = StoreFixture.on(database);
        tenant = database.tenant(Plan.SCALE, "sendgrid", "{}");
        connection = store.pool().getConnection();
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        store.close();
    }

    /** What another webhook told, with the vendor's id or without. */
    private void told(Instant receivedAt, Verification verification, @Nullable String... ids) {
        Webhook webhook = webhook(receivedAt, verification);
        List<StoredEvent> events = new ArrayList<>();
        for (String id : ids) {
            events.add(event(webhook, events.size(), "ana", id));
        }
        store.inTransaction(() -> {
            new EventRows(new Rows(new JdbcTemplate(store.pool()))).insert(events);
            return events;
        });
        store.store(tenant.parcel(webhook));
    }

    private Webhook webhook(Instant receivedAt, Verification verification) {
        return tenant.webhook()
                .receivedAt(receivedAt)
                .verification(verification)
                .eventKey(Ids.next().toString())
                .body("[]")
                .build();
    }

    private StoredEvent event(
            Webhook webhook, int ordinal, @Nullable String who, @Nullable String id) {
        FoundEvent found =
                new FoundEvent(
                        Ids.next(),
                        ordinal,
                        new NormalisedEvent(
                                Channel.EMAIL,
                                EventType.OPENED,
                                THEN,
                                null,
                                "m1",
                                null,
                                List.of(),
                                null,
                                null,
                                false,
                                null,
                                null,
                                null,
                                id,
                                null,
                                null),
                        null,
                        who == null ? null : new FoundEvent.Recipient(hash(who), who, null));
        LocalDate expires = LocalDate.ofInstant(webhook.receivedAt(), ZoneOffset.UTC);
        Reading.Storable reading =
                new Reading.Storable(
                        claim(webhook.receivedAt()),
                        Outcome.NORMALISED,
                        expires.plusDays(90),
                        expires.plusDays(400),
                        List.of(found));
        return new StoredEvent(
                new Received(tenant.id(), Ids.next(), webhook, reading), reading, found);
    }

    private static String hash(String who) {
        return "%064x".formatted(new BigInteger(1, who.getBytes(UTF_8)));
    }

    private static Claim claim(Instant receivedAt) {
        return new Claim(Identity.of(new byte[32]), receivedAt, receivedAt.plus(HORIZON));
    }

    private Candidate<StoredEvent> candidate(
            Webhook webhook, @Nullable String who, @Nullable String id) {
        StoredEvent event = event(webhook, 0, who, id);
        Claim claim = claim(webhook.receivedAt());
        return new Candidate<>(
                new ClaimKey(tenant.id(), webhook.sourceId(), claim.identity()),
                claim,
                webhook.id(),
                event.reading().webhookExpiresOn(),
                event);
    }

    private Set<UUID> ask(List<Candidate<StoredEvent>> candidates) {
        return new ToldElsewhere(jdbc).told(tenant.id(), candidates, NOW);
    }

    private boolean isTold(Candidate<StoredEvent> candidate) {
        return ask(List.of(candidate)).contains(candidate.subject().found().id());
    }

    @Test
    void eachIsFoundByItsIdOrByWhatItSays() {
        told(THEN, Verification.VERIFIED, "e1", null);
        Webhook later = webhook(THEN.plusSeconds(60), Verification.VERIFIED);

        assertThat(isTold(candidate(later, "ana", "e1"))).isTrue();
        assertThat(isTold(candidate(later, "ana", null))).isTrue();
        assertThat(isTold(candidate(later, null, "e1"))).as("at the same time").isTrue();
        assertThat(isTold(candidate(later, "ana", "e2"))).isFalse();
        assertThat(isTold(candidate(later, "bob", "e1"))).isFalse();
        assertThat(isTold(candidate(later, "bob", null))).isFalse();
    }

    @Test
    void whatIsForgedBeyondTheHorizonOrOfTheSameWebhookTellsNothing() {
        told(THEN, Verification.FAILED, "e1");
        told(THEN.minus(HORIZON), Verification.VERIFIED, "e1");
        Webhook later = webhook(THEN, Verification.VERIFIED);
        assertThat(isTold(candidate(later, "ana", "e1"))).isFalse();

        told(THEN.minus(HORIZON).plusMillis(1), Verification.VERIFIED, "e1");
        assertThat(isTold(candidate(later, "ana", "e1"))).isTrue();
    }

    @Test
    void aClaimThatHasNotExpiredDecidesItself() {
        told(NOW.minusSeconds(60), Verification.VERIFIED, "e1");
        Webhook later = webhook(NOW, Verification.VERIFIED);

        assertThat(isTold(candidate(later, "ana", "e1"))).isFalse();
    }

    @Test
    void anotherTenantsEventsTellNothing() {
        told(THEN, Verification.VERIFIED, "e1");
        tenant = database.tenant(Plan.SCALE, "sendgrid", "{}");
        Webhook later = webhook(THEN.plusSeconds(60), Verification.VERIFIED);

        assertThat(isTold(candidate(later, "ana", "e1"))).isFalse();
    }

    /** Of a step with an array of hundreds each would otherwise be a search over all days. */
    @Test
    void aStepAsksInOneStatement() {
        told(THEN, Verification.VERIFIED, "e0", "e3", null);
        Webhook later = webhook(THEN.plusSeconds(60), Verification.VERIFIED);
        List<Candidate<StoredEvent>> candidates = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            candidates.add(candidate(later, "ana", "e" + i));
            candidates.add(candidate(later, "somebody" + i, null));
        }

        long before = selects();
        Set<UUID> told = ask(candidates);

        assertThat(selects() - before).isEqualTo(1);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        candidates.get(0).subject().found().id(),
                        candidates.get(6).subject().found().id());
    }

    @Test
    void nothingToAskIsNoStatement() {
        long before = selects();

        assertThat(ask(List.of())).isEmpty();

        assertThat(selects()).isEqualTo(before);
    }

    private long selects() {
        return Long.parseLong(
                jdbc.queryForMap("SHOW SESSION STATUS LIKE 'Com_select'").get("Value").toString());
    }

    /** Days on which nothing expires that was received so late are not opened. */
    @Test
    void daysBeforeTheShortestPlansAreNotLookedInto() {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (String table : List.of("event", "webhook")) {
            database.owner()
                    .queryForList(
                            "CALL split_days(?, ?, ?, 100)", table, today, today.plusDays(80));
        }
        told(THEN, Verification.VERIFIED, "e1");
        Webhook later = webhook(THEN.plusSeconds(60), Verification.VERIFIED);
        ToldQuestion question =
                ToldQuestion.of(
                        tenant.id(),
                        List.of(
                                ToldQuestion.Asked.of(candidate(later, "ana", "e1")),
                                ToldQuestion.Asked.of(candidate(later, null, "e1"))));

        List<Map<String, Object>> plan = explain(question);

        LocalDate horizon = LocalDate.ofInstant(later.receivedAt().minus(HORIZON), ZoneOffset.UTC);
        assertThat(plan)
                .filteredOn(row -> "e".equals(row.get("table")))
                .hasSize(2)
                .extracting(row -> row.get("partitions").toString())
                .allSatisfy(days ->
                        assertThat(days)
                                .doesNotContain(day(horizon.plusDays(89)))
                                .contains(day(horizon.plusDays(90)), "p_later"));
        assertThat(plan)
                .filteredOn(row -> "w".equals(row.get("table")))
                .extracting(row -> row.get("partitions").toString())
                .allSatisfy(days ->
                        assertThat(days)
                                .doesNotContain(day(horizon.plusDays(29)))
                                .contains(day(horizon.plusDays(30))));
    }

    private static String day(LocalDate day) {
        return "p" + day.toString().replace("-", "");
    }

    private List<Map<String, Object>> explain(ToldQuestion question) {
        String version = database.owner().queryForObject("SELECT VERSION()", String.class);
        String explain =
                version.contains("MariaDB") ? "EXPLAIN PARTITIONS " : "EXPLAIN FORMAT=TRADITIONAL ";
        return database.owner().queryForList(explain + question.sql(), question.values().toArray());
    }
}
