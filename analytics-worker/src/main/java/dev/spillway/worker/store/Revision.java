package dev.spillway.worker.store;

import dev.spillway.worker.normalise.Channel;
import dev.spillway.worker.normalise.Outcome;
import dev.spillway.worker.sql.UtcTime;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored webhook that was normalised again: what was known of it, and what is found in it now.
 *
 * @param before what it came to before
 * @param known in the order of their places
 * @param found likewise; those that another webhook told of are among them until they are left out
 */
record Revision(Received received, Outcome before, List<KnownEvent> known, List<Renewed> found) {

    /**
     * An event as it is found now.
     *
     * @param counterpart what was known of it, whose id it keeps so that links go on leading to it
     */
    record Renewed(StoredEvent event, @Nullable KnownEvent counterpart) {

        EventFacts facts() {
            return EventFacts.of(event.found());
        }

        /**
         * Whether its identity was claimed for its webhook when that was stored. What the vendor
         * tells several times is claimed by what it tells, and so only once that was understood.
         */
        boolean wasKnown() {
            return counterpart != null
                    && counterpart.facts().sameOccurrence(facts())
                    && (!event.found().event().isToldSeveralTimes()
                            || counterpart.facts().type().equals(facts().type()));
        }

        /**
         * With the campaign that it was given when it was stored. What is told of an order does not
         * name it, and the order may be forgotten by now, or not be told any more.
         */
        StoredEvent asBroughtBefore() {
            if (counterpart == null || event.found().event().campaign() != null) {
                return event;
            }
            EventFacts before = counterpart.facts();
            String campaign = before.campaign();
            boolean sameOfAnOrder =
                    before.channel().equals(Channel.COMMERCE.code())
                            && before.type().equals(facts().type());
            return campaign == null || !sameOfAnOrder ? event : event.broughtBy(campaign);
        }

        boolean suppressesAtLast() {
            return event.found().event().suppresses()
                    && (counterpart == null || !counterpart.facts().suppresses());
        }
    }

    /** Of a reading that is storable. */
    static Revision of(
            Received received, StoredWebhook stored, Outcome before, List<KnownEvent> known) {
        Reading.Storable now = (Reading.Storable) received.reading();
        Reading.Storable reading =
                new Reading.Storable(
                        now.claim(),
                        now.outcome(),
                        stored.expiresOn(),
                        later(
                                stored.expiresOn(),
                                known.isEmpty()
                                        ? now.eventExpiresOn()
                                        : known.getFirst().expiresOn()),
                        now.events());
        List<Renewed> found = new ArrayList<>();
        Map<Integer, KnownEvent> counterparts = counterparts(now.events(), known);
        for (FoundEvent event : now.events()) {
            KnownEvent counterpart = counterparts.get(event.ordinal());
            UUID id = counterpart == null ? event.id() : counterpart.id();
            FoundEvent kept =
                    new FoundEvent(
                            id, event.ordinal(), event.event(), event.claim(), event.recipient());
            found.add(new Renewed(new StoredEvent(received, reading, kept), counterpart));
        }
        return new Revision(
                new Received(received.tenantId(), received.parcelId(), received.webhook(), reading),
                before,
                known,
                found);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** By the vendor's own id of an event; for what has none there, by its place. */
    private static Map<Integer, KnownEvent> counterparts(
            List<FoundEvent> found, List<KnownEvent> known) {
        Map<String, KnownEvent> byProviderId = new HashMap<>();
        Map<Integer, KnownEvent> byOrdinal = new HashMap<>();
        for (KnownEvent event : known) {
            byOrdinal.put(event.ordinal(), event);
            String id = event.facts().providerEventId();
            if (id != null) {
                byProviderId.putIfAbsent(id, event);
            }
        }
        Map<Integer, KnownEvent> counterparts = new HashMap<>();
        Set<KnownEvent> taken = new HashSet<>();
        for (FoundEvent event : found) {
            KnownEvent counterpart = byProviderId.get(event.event().providerEventId());
            if (counterpart != null && taken.add(counterpart)) {
                counterparts.put(event.ordinal(), counterpart);
            }
        }
        for (FoundEvent event : found) {
            KnownEvent counterpart = byOrdinal.get(event.ordinal());
            if (counterpart != null
                    && !counterparts.containsKey(event.ordinal())
                    && taken.add(counterpart)) {
                counterparts.put(event.ordinal(), counterpart);
            }
        }
        return counterparts;
    }

    Revision without(Set<UUID> duplicates) {
        return new Revision(
                received,
                before,
                known,
                found.stream()
                        .filter(each -> !duplicates.contains(each.event().found().id()))
                        .toList());
    }

    /** The same, with events in the place of those that have their ids. */
    Revision with(Map<UUID, StoredEvent> events) {
        return new Revision(
                received,
                before,
                known,
                found.stream()
                        .map(each ->
                                new Renewed(
                                        events.getOrDefault(
                                                each.event().found().id(), each.event()),
                                        each.counterpart()))
                        .toList());
    }

    Reading.Storable reading() {
        return (Reading.Storable) received.reading();
    }

    List<StoredEvent> events() {
        return found.stream().map(Renewed::event).toList();
    }

    /** About what is kept in memory of what was known. */
    long knownBytes() {
        return known.stream().mapToLong(each -> each.facts().length()).sum();
    }

    /** For how long its events are kept. */
    long eventDays() {
        return ChronoUnit.DAYS.between(
                UtcTime.expiry(received.webhook().receivedAt(), 0), reading().eventExpiresOn());
    }

    boolean changesAnything() {
        return before != reading().outcome() || !facts(found).equals(facts());
    }

    private static Map<Integer, EventFacts> facts(List<Renewed> events) {
        Map<Integer, EventFacts> facts = new HashMap<>();
        events.forEach(each -> facts.put(each.event().found().ordinal(), each.facts()));
        return facts;
    }

    private Map<Integer, EventFacts> facts() {
        Map<Integer, EventFacts> facts = new HashMap<>();
        known.forEach(each -> facts.put(each.ordinal(), each.facts()));
        return facts;
    }

    /** Known ones whom the people's sketches hold, and who are not among those found now. */
    List<EventFacts> peopleGone() {
        Set<EventFacts.Seen> now = new HashSet<>();
        found.forEach(each -> now.add(each.facts().seen()));
        return known.stream()
                .map(KnownEvent::facts)
                .filter(event -> event.campaign() != null)
                .filter(event -> !now.contains(event.seen()))
                .toList();
    }
}
