package dev.spillway.worker.store;

import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.people.PendingPeople;
import dev.spillway.worker.people.RecountRequests;
import dev.spillway.worker.rollup.Rollups;
import dev.spillway.worker.sql.Rows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of a tenant that were normalised again, ready to be written.
 *
 * <p>Each webhook's row is locked, what is known of its events is compared with what is found now,
 * and the difference is written and counted: the counts are true after every step. Nothing counts
 * twice: an event that was known stays; a new one has to claim its identity as if its webhook had
 * just come.
 */
public final class WebhookReplay {

    private final UUID tenantId;
    private final List<Reread> reread;
    private final @Nullable UUID next;
    private final StoreTables tables;
    private final StoredWebhooks stored;
    private final EventClaims claims;
    private final CampaignOrders orders;
    private final ToldElsewhere elsewhere;
    private final RecountRequests recounts;
    private final Erasures erasures;
    private final TransactionBound bound;

    /**
     * As they were read.
     *
     * @param next the first that was not read any more; null if all were
     */
    WebhookReplay(
            UUID tenantId,
            List<Reread> reread,
            @Nullable UUID next,
            StoreTables tables,
            Erasures erasures,
            TransactionBound bound) {
        Rows rows = tables.rows();
        this.tenantId = tenantId;
        this.reread = reread;
        this.next = next;
        this.tables = tables;
        this.stored = new StoredWebhooks(rows);
        this.claims = new EventClaims(rows);
        this.orders = new CampaignOrders(rows);
        this.elsewhere = new ToldElsewhere(rows.jdbc());
        this.recounts = new RecountRequests(rows);
        this.erasures = erasures;
        this.bound = bound;
    }

    /** A stored webhook and what reading it came to now. */
    record Reread(StoredWebhook stored, Received received) {

        boolean isReadable() {
            return received.reading() instanceof Reading.Storable;
        }
    }

    /** Those of the webhooks that there was room for, and the first for which there was none. */
    private record Revisions(List<Revision> all, int failed, @Nullable UUID next) {}

    /**
     * What became of the webhooks.
     *
     * @param changed whose outcome or events are others now
     * @param unchanged of which everything was known
     * @param failed which the code that reads them fails on, or which somebody else changed
     *     meanwhile; they stay as they are
     * @param next the first that there was no room for, and so nothing became of; null if there was
     *     room for all
     */
    public record Result(int changed, int unchanged, int failed, @Nullable UUID next) {}

    /** Writes inside the caller's transaction, at READ COMMITTED. */
    public Result write(Instant now) {
        var erased = erasures.hold(Set.of(tenantId));
        Revisions locked = lock();
        List<Revision> revisions = locked.all();
        Set<UUID> duplicates = duplicates(revisions, now);
        Map<UUID, StoredEvent> told = byId(erasures.apply(erased, adopted(revisions, now)));
        List<Revision> changed =
                revisions.stream()
                        .map(revision -> revision.without(duplicates).with(told))
                        .filter(Revision::changesAnything)
                        .toList();
        write(changed, now);
        return new Result(
                changed.size(), revisions.size() - changed.size(), locked.failed(), locked.next());
    }

    /**
     * What is known of them has a bound of its own: as it was found by another mapping, it may be
     * far more than what is found now.
     */
    private Revisions lock() {
        List<Revision> revisions = new ArrayList<>();
        Room room = new Room(bound);
        int failed = 0;
        for (Reread each : reread) {
            List<Revision> one = each.isReadable() ? lock(each) : List.of();
            for (Revision revision : one) {
                if (!room.takes(revision.known().size(), revision.knownBytes())) {
                    return new Revisions(revisions, failed, each.stored.webhook().id());
                }
                revisions.add(revision);
            }
            failed += one.isEmpty() ? 1 : 0;
        }
        return new Revisions(revisions, failed, next);
    }

    /** Nothing where somebody else changed it meanwhile. */
    private List<Revision> lock(Reread each) {
        return stored.lock(each.stored).stream()
                .map(before ->
                        Revision.of(each.received, each.stored, before, stored.events(each.stored)))
                .toList();
    }

    /** What is told of an order goes to the campaign that brought it, here as where it came. */
    private List<StoredEvent> adopted(List<Revision> revisions, Instant now) {
        return orders.adopt(
                revisions.stream()
                        .flatMap(each -> each.found().stream())
                        .map(Revision.Renewed::asBroughtBefore)
                        .toList(),
                now);
    }

    private static Map<UUID, StoredEvent> byId(List<StoredEvent> events) {
        return events.stream()
                .collect(Collectors.toMap(event -> event.found().id(), Function.identity()));
    }

    /** Events that were found only now and that were told of before. */
    private Set<UUID> duplicates(List<Revision> revisions, Instant now) {
        Set<UUID> duplicates = new HashSet<>();
        List<Candidate<StoredEvent>> candidates = new ArrayList<>();
        for (Revision revision : revisions) {
            Set<ClaimKey> known = knownIn(revision);
            for (Candidate<StoredEvent> found : foundIn(revision)) {
                if (known.contains(found.key())) {
                    duplicates.add(found.subject().found().id());
                } else {
                    candidates.add(found);
                }
            }
        }
        Claims.Decisions<StoredEvent> decisions = Claims.claim(claims, candidates);
        decisions.lost().forEach(lost -> duplicates.add(lost.candidate().subject().found().id()));
        duplicates.addAll(elsewhere.told(tenantId, decisions.won(), now));
        return duplicates;
    }

    /**
     * What the webhook was stored with. It may tell of an event twice, and its own claim keeps
     * nobody of the same webhook from claiming again.
     */
    private static Set<ClaimKey> knownIn(Revision revision) {
        return revision.found().stream()
                .filter(Revision.Renewed::wasKnown)
                .flatMap(known -> BatchWriter.candidate(known.event()).stream())
                .map(Candidate::key)
                .collect(Collectors.toSet());
    }

    private static List<Candidate<StoredEvent>> foundIn(Revision revision) {
        return revision.found().stream()
                .filter(found -> !found.wasKnown())
                .flatMap(found -> BatchWriter.candidate(found.event()).stream())
                .toList();
    }

    private void write(List<Revision> changed, Instant now) {
        List<StoredEvent> events =
                changed.stream().flatMap(each -> each.events().stream()).toList();
        EventRows rows = new EventRows(tables.rows());
        rows.delete(tenantId, changed.stream().flatMap(each -> each.known().stream()).toList());
        rows.insert(events);
        new WebhookRows(tables.rows()).revise(changed);
        new OutboxRows(tables.rows()).addNew(BatchWriter.suppressions(suppressing(changed), now));
        tables.rollups().add(difference(changed));
        tables.rollups().add(Takings.difference(changed));
        new PendingPeople(tables.rows()).add(Sightings.of(events));
        recounts.add(tenantId, timesOfPeopleGone(changed, now));
    }

    /** Who was suppressed before was told of then. */
    private static List<StoredEvent> suppressing(List<Revision> changed) {
        return changed.stream()
                .flatMap(revision -> revision.found().stream())
                .filter(Revision.Renewed::suppressesAtLast)
                .map(Revision.Renewed::event)
                .toList();
    }

    private static Rollups difference(List<Revision> changed) {
        Rollups rollups = new Rollups();
        for (Revision revision : changed) {
            revision.known()
                    .forEach(known -> Ledger.takeBack(rollups, revision.received(), known.facts()));
            revision.events().forEach(event -> Ledger.event(rollups, event));
        }
        return rollups;
    }

    /** Of hours that have lost events to retention the sketches know more than the rows. */
    private static Set<Instant> timesOfPeopleGone(List<Revision> changed, Instant now) {
        return changed.stream()
                .filter(revision -> !revision.received().webhook().test())
                .flatMap(revision -> {
                    Instant whole = now.minus(revision.eventDays(), ChronoUnit.DAYS);
                    return revision.peopleGone().stream()
                            .map(EventFacts::occurredAt)
                            .filter(whole::isBefore);
                })
                .collect(Collectors.toSet());
    }
}
