package dev.spillway.worker.store;

import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.rollup.Disposition;
import dev.spillway.worker.rollup.Rollups;
import dev.spillway.worker.tombstone.Erased;
import dev.spillway.worker.tombstone.ErasedPeople;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps messages that nobody can read as dead letters, each once. Thread-safe. */
public final class ParkedMessages {

    /** Whose a message is that does not even say its tenant: the platform's own. */
    public static final UUID NO_TENANT = new UUID(0, 0);

    /** The source of a message that was to be a parcel. */
    static final UUID NO_SOURCE = new UUID(0, 0);

    private final StoreTables tables;
    private final ErasedPeople people;
    private final TransactionTemplate transaction;
    private final StoreMetrics metrics;
    private final Clock clock;

    public ParkedMessages(
            StoreTables tables,
            ErasedPeople people,
            TransactionTemplate transaction,
            StoreMetrics metrics,
            Clock clock) {
        this.tables = tables;
        this.people = people;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * A message as it came.
     *
     * @param tenantId whose it says it is
     * @param messageId the queue's own id of it, the same at every delivery
     * @param text the message
     * @param errorClass what reading it failed with
     */
    public record Unreadable(UUID tenantId, UUID messageId, String text, String errorClass) {}

    /**
     * Keeps what was to be a parcel. It counts as one webhook received and one dead letter.
     *
     * @throws StorageFaultException if it was not kept
     */
    public void parcel(Unreadable message) {
        Instant now = clock.instant();
        Rollups rollups = new Rollups();
        DeadLetterReason reason = DeadLetterReason.MALFORMED_PARCEL;
        rollups.received(message.tenantId, NO_SOURCE, now, Disposition.DEAD_LETTER, reason.code());
        if (park(message, reason, rollups, now)) {
            metrics.parked(reason);
        }
    }

    /**
     * Keeps what was to be a signal, or a signal that cannot be stored. No webhook, so not counted.
     *
     * @throws StorageFaultException if it was not kept
     */
    public void signal(Unreadable message, DeadLetterReason reason) {
        park(message, reason, new Rollups(), clock.instant());
    }

    /** When it was received nobody can tell, so all who were erased are taken out of it. */
    private static String without(Erased erased, String text) {
        String ascii = MessageText.ascii(text);
        if (erased.areNobody()) {
            return ascii;
        }
        try {
            return erased.rewriter()
                    .map(somebody -> LetterText.rewrite(ascii, somebody))
                    .orElse(LetterText.EMPTIED)
                    .message();
        } catch (UnsearchableException e) {
            return LetterText.EMPTIED.message();
        }
    }

    private boolean park(
            Unreadable message, DeadLetterReason reason, Rollups rollups, Instant now) {
        ParcelClaims.Key claim = new ParcelClaims.Key(message.tenantId, message.messageId);
        try {
            return Boolean.TRUE.equals(
                    transaction.execute(_ -> {
                        Erased erased = people.hold(message.tenantId);
                        if (!new ParcelClaims(tables.rows()).claim(claim, now)) {
                            return false;
                        }
                        new DeadLetterRows(tables.rows())
                                .insert(
                                        message.tenantId,
                                        reason,
                                        message.errorClass,
                                        without(erased, message.text),
                                        now);
                        tables.rollups().add(rollups);
                        return true;
                    }));
        } catch (RuntimeException e) {
            throw StorageFaultException.keeping(e);
        }
    }
}
