package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.rollup.Disposition;
import dev.spillway.worker.rollup.Rollups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The counts that go with a batch's effect.
 *
 * <pre>
 * received = stored + duplicates + dead letters        per tenant, source and bucket, always
 * stored ≥ verified + failed                           the rest was not checked
 * </pre>
 *
 * <p>It holds by construction: an {@link Effect} puts each webhook into one of three lists, each
 * list counts {@code received} in the same call as its own outcome, and the rows are written in the
 * transaction that claims the parcel. A redelivered parcel is not in the effect at all.
 *
 * <p>A dead letter that is stored after all was received once: in the transaction that counts it
 * anew, {@code takeBack} takes back what its death counted, in the same bucket. So {@code dead
 * letters} are those that are dead or discarded now, and the sum holds.
 *
 * <p>Tests that Spillway sent itself are stored and left out on both sides: of {@code received} as
 * well as of its parts.
 */
final class Ledger {

    private static final String NO_REASON = "";

    private Ledger() {}

    /** Adds what the effect counts to what is counted with it. */
    static Rollups add(Effect effect, Rollups rollups, Instant now) {
        effect.stored().forEach(each -> stored(rollups, each.subject(), now));
        effect.duplicates()
                .forEach(each ->
                        received(
                                rollups,
                                each.candidate().subject(),
                                Disposition.DUPLICATE,
                                NO_REASON));
        effect.dead()
                .forEach(each ->
                        received(
                                rollups,
                                each,
                                Disposition.DEAD_LETTER,
                                ((Reading.Dead) each.reading()).reason().code()));
        effect.events().forEach(event -> event(rollups, event));
        return rollups;
    }

    /**
     * Undoes what a letter's death counted, before its webhooks are counted anew.
     *
     * @param webhooks that it was found to hold
     */
    static void takeBack(Rollups rollups, DeadLetter letter, List<Received> webhooks) {
        if (letter.webhookId() != null) {
            webhooks.forEach(each -> takeBack(rollups, each, letter.reason()));
        } else if (letter.isMalformedParcel()) {
            rollups.takenBack(
                    letter.tenantId(),
                    ParkedMessages.NO_SOURCE,
                    letter.deadAt(),
                    Disposition.DEAD_LETTER,
                    letter.reason());
        }
    }

    private static void takeBack(Rollups rollups, Received received, String reason) {
        Webhook webhook = received.webhook();
        if (!webhook.test()) {
            rollups.takenBack(
                    received.tenantId(),
                    webhook.sourceId(),
                    webhook.receivedAt(),
                    Disposition.DEAD_LETTER,
                    reason);
        }
    }

    /** Counts the webhook of a letter that stays dead under the reason that it has now. */
    static void changeReason(
            Rollups rollups, DeadLetter letter, DeadLetterReason now, List<Received> webhooks) {
        for (Received each : webhooks) {
            takeBack(rollups, each, letter.reason());
            received(rollups, each, Disposition.DEAD_LETTER, now.code());
        }
    }

    private static void stored(Rollups rollups, Received received, Instant now) {
        received(rollups, received, Disposition.STORED, NO_REASON);
        Webhook webhook = received.webhook();
        if (!webhook.test()) {
            rollups.stored(
                    received.tenantId(),
                    webhook.sourceId(),
                    webhook.receivedAt(),
                    webhook.verification(),
                    Duration.between(webhook.receivedAt(), now));
        }
    }

    private static void received(
            Rollups rollups, Received received, Disposition disposition, String reason) {
        Webhook webhook = received.webhook();
        if (!webhook.test()) {
            rollups.received(
                    received.tenantId(),
                    webhook.sourceId(),
                    webhook.receivedAt(),
                    disposition,
                    reason);
        }
    }

    static void event(Rollups rollups, StoredEvent stored) {
        UUID tenantId = stored.received().tenantId();
        Webhook webhook = stored.received().webhook();
        if (!webhook.test()) {
            var event = stored.found().event();
            rollups.event(
                    tenantId,
                    webhook.sourceId(),
                    event.occurredAt(),
                    event.type().code(),
                    event.machine(),
                    event.campaign());
        }
    }

    /** Undoes what an event of that webhook counted when it was stored. */
    static void takeBack(Rollups rollups, Received received, EventFacts event) {
        Webhook webhook = received.webhook();
        if (!webhook.test()) {
            rollups.eventTakenBack(
                    received.tenantId(),
                    webhook.sourceId(),
                    event.occurredAt(),
                    event.type(),
                    event.machine(),
                    event.campaign());
        }
    }
}
