package dev.spillway.ingestion.queue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A message for a queue.
 *
 * @param tenantId also its group id, which switches on SQS's fair queues
 * @param body characters of XML 1.0 only; SQS takes no others
 * @param bytes what it weighs against SQS's limits; counted once, since each is weighed several
 *     times
 */
public record Message(UUID tenantId, String body, int bytes) {

    /** A message that weighs what its text does in UTF-8. */
    public static Message of(UUID tenantId, String body) {
        return new Message(tenantId, body, body.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Says whose it is and nothing of what is inside. */
    @Override
    public String toString() {
        return "Message[tenant=%s, %d characters]".formatted(tenantId, body.length());
    }
}
