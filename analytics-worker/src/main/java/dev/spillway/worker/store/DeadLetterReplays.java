package dev.spillway.worker.store;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives dead letters another chance. A letter that can be stored is claimed, stored and counted as
 * if its parcel had just come, and is replayed from then on; one that cannot stays dead, for the
 * reason that it fails with now. Its days count from its replay: as long as it was dead nobody
 * could look at what was in it, and what is older than its plan's days would be dropped as it is
 * stored. Thread-safe.
 */
public final class DeadLetterReplays {

    private final WebhookReader reader;
    private final BatchWriter writer;
    private final DeadLetterRows rows;
    private final TransactionBound bound;
    private final Clock clock;

    public DeadLetterReplays(
            WebhookReader reader, StoreTables tables, TransactionBound bound, Clock clock) {
        this.reader = reader;
        this.writer = reader.writer(tables);
        this.rows = new DeadLetterRows(tables.rows());
        this.bound = bound;
        this.clock = clock;
    }

    /**
     * Reads letters anew, outside of any transaction: as many of the first as one transaction is to
     * hold.
     *
     * @throws dev.spillway.worker.tenant.TenantUnusableException if their tenant cannot be served
     */
    public Replay prepare(List<DeadLetter> letters) {
        List<Retry> retries = new ArrayList<>();
        Room room = new Room(bound);
        for (DeadLetter letter : letters) {
            Retry retry = read(letter);
            if (!room.takes(retry.rows(), retry.bytes())) {
                break;
            }
            retries.add(retry);
        }
        return replay(retries);
    }

    /** A letter that cannot be stored because of its own data. */
    public Replay giveUp(DeadLetter letter, RuntimeException failure) {
        Reading.Dead verdict =
                new Reading.Dead(Failures.reason(failure), Failures.errorClass(failure));
        return replay(
                List.of(
                        switch (read(letter)) {
                            case Retry.Legible(_, List<Received> webhooks) ->
                                    new Retry.Hopeless(letter, webhooks, verdict);
                            case Retry.Hopeless hopeless -> hopeless;
                        }));
    }

    private Replay replay(List<Retry> retries) {
        return new Replay(retries, rows, writer);
    }

    private Retry read(DeadLetter letter) {
        try {
            Parcel parcel = ParcelCodec.decode(MessageText.original(letter.message()));
            if (parcel.tenantId().equals(letter.tenantId())) {
                return Retry.of(letter, reader.read(parcel, clock.instant()));
            }
            // Nobody's word on the way says whose it is but the parcel's own.
            return unreadable(letter, null);
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return unreadable(letter, e.getClass().getName());
        }
    }

    /** For the reason that it has: what cannot be read tells of no other. */
    private static Retry unreadable(DeadLetter letter, @Nullable String errorClass) {
        DeadLetterReason reason =
                DeadLetterReason.find(letter.reason()).orElse(DeadLetterReason.MALFORMED_PARCEL);
        return new Retry.Hopeless(letter, List.of(), new Reading.Dead(reason, errorClass));
    }
}
