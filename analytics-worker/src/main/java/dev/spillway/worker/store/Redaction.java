package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.secret.RecipientHasher;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.Suppression;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.tombstone.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One batch's effect without those who were erased. */
final class Redaction {

    private final Map<UUID, List<Tombstone>> erased;
    private final Function<UUID, Optional<RecipientHasher>> hashers;
    private final IdentityHashMap<Received, Received> rewritten = new IdentityHashMap<>();
    private final List<Candidate<Received>> redacted = new ArrayList<>();
    private final Set<UUID> nameless = new HashSet<>();

    Redaction(
            Map<UUID, List<Tombstone>> erased, Function<UUID, Optional<RecipientHasher>> hashers) {
        this.erased = erased;
        this.hashers = hashers;
    }

    Erasures.Applied of(Effect effect) {
        List<StoredEvent> events = of(effect.events());
        Effect without =
                new Effect(
                        effect.stored().stream().map(this::stored).toList(),
                        effect.duplicates(),
                        effect.dead().stream().map(this::received).toList(),
                        events,
                        effect.outbox().stream().map(this::message).toList());
        return new Erasures.Applied(without, redacted);
    }

    List<StoredEvent> of(List<StoredEvent> events) {
        return events.stream().map(this::event).toList();
    }

    /** By identity: a webhook equals the one that it was made from. */
    @SuppressWarnings("ReferenceEquality")
    private Candidate<Received> stored(Candidate<Received> candidate) {
        Received received = received(candidate.subject());
        if (received == candidate.subject()) {
            return candidate;
        }
        redacted.add(candidate);
        return new Candidate<>(
                candidate.key(),
                candidate.claim(),
                candidate.webhookId(),
                candidate.webhookExpiresOn(),
                received);
    }

    private Received received(Received received) {
        return rewritten.computeIfAbsent(received, this::rewrite);
    }

    private Received rewrite(Received received) {
        return people(received)
                .flatMap(people -> without(people, received.webhook()))
                .map(webhook -> with(received, webhook))
                .orElse(received);
    }

    /** What cannot be looked into is kept of nobody: the search may have passed already. */
    private static Optional<Webhook> without(People people, Webhook webhook) {
        try {
            return new WebhookRewriter(people).rewrite(webhook);
        } catch (UnsearchableException e) {
            return Optional.of(WebhookRewriter.emptied(webhook));
        }
    }

    private static Received with(Received received, Webhook webhook) {
        return new Received(received.tenantId(), received.parcelId(), webhook, received.reading());
    }

    private StoredEvent event(StoredEvent event) {
        Optional<People> people = people(event.received());
        if (people.isEmpty()) {
            return event;
        }
        FoundEvent found = RedactedEvents.of(event.found(), people.get());
        if (found.recipient() == null) {
            nameless.add(found.id());
        }
        return new StoredEvent(received(event.received()), event.reading(), found);
    }

    /** A suppression has its event's id. */
    private OutboxMessage message(OutboxMessage message) {
        return nameless.contains(message.id())
                ? Suppression.of(message).withoutAddress().asMessage(message.createdAt())
                : message;
    }

    /** Those who were erased after this was received; mostly nobody. */
    private Optional<People> people(Received received) {
        Instant receivedAt = received.webhook().receivedAt();
        List<byte[]> hashes =
                erased.getOrDefault(received.tenantId(), List.of()).stream()
                        .filter(tombstone -> tombstone.covers(receivedAt))
                        .map(Tombstone::hash)
                        .toList();
        return hashes.isEmpty()
                ? Optional.empty()
                : hashers.apply(received.tenantId()).map(hasher -> People.of(hasher, hashes));
    }
}
