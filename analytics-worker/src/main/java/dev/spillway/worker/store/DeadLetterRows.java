package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code dead_letter}, inside the caller's transaction. Thread-safe. */
final class DeadLetterRows {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT INTO dead_letter (tenant_id, id, webhook_id, source_id, reason,"
                            + " error_class, parcel, received_at, dead_at)");

    private static final String REPLAYED =
            "UPDATE dead_letter SET status = 'replayed', settled_at = ?, job_id = ?"
                    + " WHERE tenant_id = ? AND id = ? AND status = 'dead'";

    private static final String FAILED_AGAIN =
            "UPDATE dead_letter SET reason = ?, error_class = ?, job_id = ?,"
                    + " failed_replays = failed_replays + 1"
                    + " WHERE tenant_id = ? AND id = ? AND status = 'dead'";

    private static final int ERROR_CLASS = 255;

    private final Rows rows;

    DeadLetterRows(Rows rows) {
        this.rows = rows;
    }

    /** Each webhook as a parcel of its own, so that replaying one is sending a message. */
    void insert(List<Received> dead, Instant now) {
        rows.insert(
                INSERT,
                dead,
                received -> {
                    Reading.Dead reading = (Reading.Dead) received.reading();
                    return new @Nullable Object[] {
                        Ids.bytes(received.tenantId()),
                        Ids.bytes(Ids.next()),
                        Ids.bytes(received.webhook().id()),
                        Ids.bytes(received.webhook().sourceId()),
                        reading.reason().code(),
                        cut(reading.errorClass()),
                        asParcel(received),
                        UtcTime.column(received.webhook().receivedAt()),
                        UtcTime.column(now)
                    };
                });
    }

    private static String asParcel(Received received) {
        return ParcelCodec.encode(
                new Parcel(Ids.next(), received.tenantId(), List.of(received.webhook())));
    }

    /**
     * A message that nobody can read.
     *
     * @param message as {@link MessageText} writes it
     */
    void insert(
            UUID tenantId,
            DeadLetterReason reason,
            String errorClass,
            String message,
            Instant now) {
        rows.insert(
                INSERT,
                List.of(message),
                text ->
                        new @Nullable Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(Ids.next()),
                            null,
                            null,
                            reason.code(),
                            cut(errorClass),
                            text,
                            null,
                            UtcTime.column(now)
                        });
    }

    /** Whether it was dead until now. It is locked from then on. */
    boolean replayed(DeadLetter letter, UUID jobId, Instant now) {
        return rows.jdbc()
                        .update(
                                REPLAYED,
                                UtcTime.column(now),
                                Ids.bytes(jobId),
                                Ids.bytes(letter.tenantId()),
                                Ids.bytes(letter.id()))
                == 1;
    }

    /** Whether it is dead still. */
    boolean failedAgain(DeadLetter letter, Reading.Dead verdict, UUID jobId) {
        return rows.jdbc()
                        .update(
                                FAILED_AGAIN,
                                verdict.reason().code(),
                                cut(verdict.errorClass()),
                                Ids.bytes(jobId),
                                Ids.bytes(letter.tenantId()),
                                Ids.bytes(letter.id()))
                == 1;
    }

    private static @Nullable String cut(@Nullable String errorClass) {
        return errorClass == null
                ? null
                : errorClass.substring(0, Math.min(errorClass.length(), ERROR_CLASS));
    }
}
