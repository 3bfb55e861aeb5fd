package dev.spillway.worker.store;

import dev.spillway.worker.normalise.Outcome;
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
    private final int unreadable;
    private final StoreTables tables;
    private final StoredWebhooks stored;
    private final EventClaims claims;
    private final CampaignOrders orders;
    private final ToldElsewhere elsewhere;
    private final RecountRequests recounts;
    private final Erasures erasures;

    WebhookReplay(
            UUID tenantId,
            List<Reread> reread,
            int unreadable,
            StoreTables tables,
            Erasures erasures) {
        Rows rows = tables.rows();
        this.tenantId = tenantId;
        this.reread = reread;
        this.unreadable = unreadable;
        this.tables = tables;
        this.stored = new StoredWebhooks(rows);
        this.claims = new EventClaims(rows);
        this.orders = new CampaignOrders(rows);
        this.elsewhere = new ToldElsewhere(rows.jdbc());
        this.recounts = new RecountRequests(rows);
        this.erasures = erasures;
    }

    /** A stored webhook and what reading it came to now. */
    record Reread(StoredWebhook stored, Received received) {}

    /**
     * What became of the webhooks.
     *
     * @param changed whose outcome or events are others now
     * @param unchanged of which everything was known
     * @param failed which the code that reads them fails on, or which somebody else changed
     *     meanwhile; they stay as they are
     */
    public record Result(int changed, int unchanged, int failed) {}

    /** Writes inside the caller's transaction, at READ COMMITTED. */
    public Result write(Instant now) {
        var erased = erasures.hold(Set.of(tenantId));
        List<Revision> revisions = new ArrayList<>();
        for (Reread each : reread) {
            for (Outcome before : stored.lock(each.stored)) {
                List<KnownEvent> known = stored.events(each.stored);
                revisions.add(Revision.of(each.received, each.stored, before, known));
            }
        }
        Set<UUID> duplicates = duplicates(revisions, now);
        Map<UUID, StoredEvent> told = byId(erasures.apply(erased, adopted(revisions, now)));
        List<Revision> changed =
                revisions.stream()
                        .map(revision -> revision.without(duplicates).with(told))
                        .filter(Revision::changesAnything)
                        .toList();
        write(changed, now);
        return new Result(
                changed.size(),
                revisions.size() - changed.size(),
                unreadable + reread.size() - revisions.size());
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

    /** Events that were found only now and that another webhook has told of. */
    private Set<UUID> duplicates(List<Revision> revisions, Instant now) {
        List<Candidate<StoredEvent>> candidates = new ArrayList<>();
        for (Revision revision : revisions) {
            for (Revision.Renewed found : revision.found()) {
                if (!found.wasKnown()) {
                    BatchWriter.candidate(found.event()).ifPresent(candidates::add);
                }
            }
        }
        Claims.Decisions<StoredEvent> decisions = Claims.claim(claims, candidates);
        Set<UUID> duplicates = new HashSet<>();
        decisions.lost().forEach(lost -> duplicates.add(lost.candidate().subject().found().id()));
        duplicates.addAll(elsewhere.told(tenantId, decisions.won(), now));
        return duplicates;
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
