package dev.spillway.worker.archive;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as it came off its queue.
 *
 * @param kind what it was to be; whether it is, its reader finds out
 * @param id the queue's own id of it, the same at every delivery
 * @param tenantId whose its group id says it is
 * @param sentAt when it entered its queue, in milliseconds
 * @param settledAt when its effect was committed, in milliseconds
 * @param text the message
 */
public record ArchivedMessage(
        Kind kind, UUID id, UUID tenantId, Instant sentAt, Instant settledAt, String text) {

    /** Which queue a message came off. */
    public enum Kind {
        PARCEL(1),
        SIGNAL(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** As it stands in an object: never changed once written. */
        int code() {
            return code;
        }

        static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    /** About what it holds of the heap. */
    int size() {
        return text.length();
    }

    @Override
    public String toString() {
        return "ArchivedMessage[" + kind + " " + id + "]";
    }
}
