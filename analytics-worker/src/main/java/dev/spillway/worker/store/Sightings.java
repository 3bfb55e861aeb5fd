package dev.spillway.worker.store;

import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.people.Sighting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a batch's events say of people in campaigns. Tests of Spillway's own are left out, as they
 * are of the rollups.
 */
final class Sightings {

    private Sightings() {}

    static List<Sighting> of(Collection<StoredEvent> events) {
        return events.stream()
                .filter(event -> !event.received().webhook().test())
                .flatMap(event -> sighting(event).stream())
                .toList();
    }

    private static Optional<Sighting> sighting(StoredEvent stored) {
        NormalisedEvent event = stored.found().event();
        FoundEvent.Recipient recipient = stored.found().recipient();
        return Optional.ofNullable(event.campaign())
                .map(campaign ->
                        new Sighting(
                                stored.received().tenantId(),
                                stored.received().webhook().sourceId(),
                                campaign,
                                event.occurredAt(),
                                event.type().code(),
                                event.machine(),
                                recipient == null ? null : recipient.hash()));
    }
}
