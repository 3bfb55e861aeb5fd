package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.outbox.Suppression;
import dev.spillway.worker.people.PendingPeople;
import dev.spillway.worker.rollup.RollupRows;
import dev.spillway.worker.rollup.Rollups;
import dev.spillway.worker.sql.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims, stores and counts one batch inside the caller's transaction, at READ COMMITTED.
 *
 * <p>Every worker goes through the tables in the same order and through each table in the order of
 * its key, so that two of them wait for each other rather than deadlock, nearly always. Claims come
 * first: a batch that has to be run again has written next to nothing. Thread-safe.
 */
final class BatchWriter {

    private final ParcelClaims parcels;
    private final WebhookClaims webhookClaims;
    private final EventClaims eventClaims;
    private final CampaignOrders orders;
    private final DeadLetterRows deadLetters;
    private final WebhookRows webhooks;
    private final EventRows events;
    private final OutboxRows outbox;
    private final RollupRows rollups;
    private final PendingPeople people;
    private final Erasures erasures;

    BatchWriter(StoreTables tables, Erasures erasures) {
        Rows rows = tables.rows();
        this.parcels = new ParcelClaims(rows);
        this.webhookClaims = new WebhookClaims(rows);
        this.eventClaims = new EventClaims(rows);
        this.orders = new CampaignOrders(rows);
        this.deadLetters = new DeadLetterRows(rows);
        this.webhooks = new WebhookRows(rows);
        this.events = new EventRows(rows);
        this.outbox = tables.outbox();
        this.rollups = tables.rollups();
        this.people = new PendingPeople(rows);
        this.erasures = erasures;
    }

    /** The batch's effect, without what had its effect before. */
    Effect write(Portion batch, Instant now) {
        return write(batch, new Rollups(), now);
    }

    /**
     * As {@link #write(Portion, Instant)}, of whole parcels.
     *
     * @param counts what is to be counted with it, in the same order of rows
     */
    Effect write(List<Received> batch, Rollups counts, Instant now) {
        return write(Portion.whole(batch), counts, now);
    }

    private Effect write(Portion batch, Rollups counts, Instant now) {
        var erased = erasures.hold(batch.webhooks());
        Erasures.Applied applied = erasures.apply(erased, claim(batch, now));
        Effect effect = applied.effect();
        deadLetters.insert(effect.dead(), now);
        webhooks.insert(effect.stored(), eventCounts(effect.events()), now);
        erasures.mark(applied, now);
        events.insert(effect.events());
        webhooks.duplicates(effect.duplicates());
        outbox.add(effect.outbox());
        rollups.add(Ledger.add(effect, counts, now));
        rollups.add(Takings.of(effect.events()));
        people.add(Sightings.of(effect.events()));
        return effect;
    }

    private Effect claim(Portion batch, Instant now) {
        ParcelClaims.Settled before = parcels.claim(batch.parts(), now);
        List<Received> dead = new ArrayList<>();
        List<Candidate<Received>> candidates = new ArrayList<>();
        for (Received received : batch.webhooks()) {
            if (!before.has(received.parcel(), received.webhook().id())) {
                switch (received.reading()) {
                    case Reading.Dead _ -> dead.add(received);
                    case Reading.Storable readable -> candidates.add(candidate(received, readable));
                }
            }
        }
        Claims.Decisions<Received> decisions = Claims.claim(webhookClaims, candidates);
        List<StoredEvent> stored = orders.adopt(claimEvents(decisions.won()), now);
        return new Effect(
                decisions.won(), decisions.lost(), dead, stored, suppressions(stored, now));
    }

    private static Candidate<Received> candidate(Received received, Reading.Storable readable) {
        Webhook webhook = received.webhook();
        return new Candidate<>(
                new ClaimKey(received.tenantId(), webhook.sourceId(), readable.claim().identity()),
                readable.claim(),
                webhook.id(),
                readable.webhookExpiresOn(),
                received);
    }

    /** The events of new webhooks that are not known from another webhook, or told twice. */
    private List<StoredEvent> claimEvents(Collection<Candidate<Received>> stored) {
        List<StoredEvent> won = new ArrayList<>();
        List<Candidate<StoredEvent>> candidates = new ArrayList<>();
        for (Candidate<Received> webhook : stored) {
            Reading.Storable reading = (Reading.Storable) webhook.subject().reading();
            for (FoundEvent found : reading.events()) {
                StoredEvent event = new StoredEvent(webhook.subject(), reading, found);
                candidate(event).ifPresentOrElse(candidates::add, () -> won.add(event));
            }
        }
        Claims.claim(eventClaims, candidates).won().stream()
                .map(Candidate::subject)
                .forEach(won::add);
        return won;
    }

    /** An event's own claim, where it has one. */
    static Optional<Candidate<StoredEvent>> candidate(StoredEvent event) {
        Received received = event.received();
        return Optional.ofNullable(event.found().claim())
                .map(claim ->
                        new Candidate<>(
                                new ClaimKey(
                                        received.tenantId(),
                                        received.webhook().sourceId(),
                                        claim.identity()),
                                claim,
                                received.webhook().id(),
                                event.reading().webhookExpiresOn(),
                                event));
    }

    private static Map<UUID, Integer> eventCounts(List<StoredEvent> events) {
        Map<UUID, Integer> counts = new HashMap<>();
        events.forEach(event -> counts.merge(event.received().webhook().id(), 1, Integer::sum));
        return counts;
    }

    /** Nobody is suppressed by a forger's word, nor by a test. */
    static List<OutboxMessage> suppressions(List<StoredEvent> events, Instant now) {
        return events.stream()
                .filter(event -> event.found().event().suppresses())
                .filter(event -> !event.received().webhook().test())
                .filter(event -> event.received().webhook().verification() != Verification.FAILED)
                .flatMap(event -> suppression(event, event.found().recipient()).stream())
                .map(suppression -> suppression.asMessage(now))
                .toList();
    }

    private static Optional<Suppression> suppression(
            StoredEvent stored, FoundEvent.@Nullable Recipient recipient) {
        if (recipient == null) {
            return Optional.empty();
        }
        var event = stored.found().event();
        var rejectReason = event.rejectReason();
        return Optional.of(
                new Suppression(
                        stored.found().id(),
                        Suppression.TYPE,
                        Suppression.VERSION,
                        stored.received().tenantId(),
                        stored.received().webhook().sourceId(),
                        stored.received().webhook().id(),
                        stored.received().webhook().provider(),
                        event.channel().code(),
                        event.type().code(),
                        rejectReason == null ? null : rejectReason.code(),
                        new Suppression.Recipient(
                                recipient.hash(), recipient.masked(), recipient.told()),
                        event.occurredAt().toString()));
    }
}
