package dev.spillway.worker.drain;

import dev.spillway.worker.store.ParkedMessages;
import dev.spillway.worker.store.ParkedMessages.Unreadable;
import io.awspring.cloud.sqs.MessageHeaderUtils;
import io.awspring.cloud.sqs.listener.SqsHeaders.MessageSystemAttributes;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** What can be said of a message without reading it. */
final class QueueMessages {

    private QueueMessages() {}

    static Unreadable unreadable(Message<String> message, RuntimeException failure) {
        return new Unreadable(
                tenantId(message), id(message), message.getPayload(), failure.getClass().getName());
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
