package dev.spillway.worker.drain;

import dev.spillway.worker.archive.ArchivedMessage;
import dev.spillway.worker.signal.SignalStore;
import dev.spillway.worker.store.ParkedMessages;
import io.awspring.cloud.sqs.MessageHeaderUtils;
import io.awspring.cloud.sqs.listener.SqsHeaders.MessageSystemAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** What can be said of a message without reading it. */
final class QueueMessages {

    private QueueMessages() {}

    static SignalStore.Incoming incoming(Message<String> message) {
        return new SignalStore.Incoming(tenantId(message), id(message), message.getPayload());
    }

    /** As it is kept for good. */
    static ArchivedMessage archived(Message<String> message) {
        Instant now = Instant.now();
        return new ArchivedMessage(
                ArchivedMessage.Kind.SIGNAL,
                id(message),
                tenantId(message),
                sentAt(message, now),
                now,
                message.getPayload());
    }

    private static Instant sentAt(Message<String> message, Instant otherwise) {
        Object millis = message.getHeaders().get(MessageSystemAttributes.SQS_SENT_TIMESTAMP);
        try {
            return millis == null
                    ? otherwise
                    : Instant.ofEpochMilli(Long.parseLong(millis.toString()));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The group id is the tenant's, if the sender was one of ours. */
    private static UUID tenantId(Message<String> message) {
        UUID tenantId =
                uuid(message.getHeaders().get(MessageSystemAttributes.SQS_MESSAGE_GROUP_ID_HEADER));
        return tenantId == null ? ParkedMessages.NO_TENANT : tenantId;
    }

    private static UUID id(Message<String> message) {
        String id = MessageHeaderUtils.getId(message);
        UUID uuid = uuid(id);
        return uuid == null ? UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) : uuid;
    }

    private static @Nullable UUID uuid(@Nullable Object text) {
        try {
            return text == null ? null : UUID.fromString(text.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
