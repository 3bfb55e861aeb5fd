package dev.spillway.worker.drain;

import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.store.ParcelStore;
import dev.spillway.worker.store.ParkedMessages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** One delivery of a message: identical to nothing but itself. Thread-safe. */
final class Delivery {

    private final LaneQueue queue;
    private final Message message;
    private volatile int work;
    private volatile @Nullable UUID nextWebhook;
    private volatile long hiddenAt = System.nanoTime();
    private volatile boolean stored;

    Delivery(LaneQueue queue, Message message) {
        this.queue = queue;
        this.message = message;
        this.work = ParcelCodec.size(message.body());
    }

    LaneQueue queue() {
        return queue;
    }

    String text() {
        return message.body();
    }

    String receiptHandle() {
        return message.receiptHandle();
    }

    /** What of its parcel is not stored yet, as far as this worker knows. */
    Parcel remaining(Parcel parcel) {
        UUID next = nextWebhook;
        return next == null ? parcel : ParcelStore.from(next, parcel);
    }

    /** Only this is left to be stored: what was stored is paid for. */
    void remains(Parcel rest) {
        nextWebhook = ParcelStore.first(rest);
        work = (int) Math.min(work, rest.bodyBytes());
    }

    /** About what it holds of the heap; base64 is a byte a character. */
    int bytes() {
        return message.body().length();
    }

    /**
     * About what it is to store, in bytes before compression: hundreds of webhooks in one message
     * are more work than one webhook in a message of the same length.
     */
    int work() {
        return work;
    }

    /** When it entered its queue. */
    Instant sentAt() {
        String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** The group id is the tenant's, if the sender was one of ours. */
    UUID tenantId() {
        UUID tenantId = uuid(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        return tenantId == null ? ParkedMessages.NO_TENANT : tenantId;
    }

    /** What can be said of a message that nobody can read. */
    ParkedMessages.Unreadable unreadable(RuntimeException failure) {
        return new ParkedMessages.Unreadable(
                tenantId(), messageId(), text(), failure.getClass().getName());
    }

    /** As it is kept for good. */
    ArchivedMessage archived(Instant settledAt) {
        return new ArchivedMessage(
                ArchivedMessage.Kind.PARCEL, messageId(), tenantId(), sentAt(), settledAt, text());
    }

    private UUID messageId() {
        UUID uuid = uuid(message.messageId());
        return uuid == null
                ? UUID.nameUUIDFromBytes(message.messageId().getBytes(StandardCharsets.UTF_8))
                : uuid;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Nanoseconds since SQS was last told to hide it from other workers. */
    long sinceHidden() {
        return System.nanoTime() - hiddenAt;
    }

    /**
     * @param nanos of {@link System#nanoTime()}, when SQS was asked
     */
    void hiddenSince(long nanos) {
        hiddenAt = nanos;
    }

    /** Its effect, or its dead letter, is committed. */
    void stored() {
        stored = true;
    }

    boolean isStored() {
        return stored;
    }
}
