package dev.spillway.ingestion.queue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A message for a queue.
 *
 * @param tenantId also its group id, which switches on SQS's fair queues
 * @param body characters of XML 1.0 only; SQS takes no others
 */
public record Message(UUID tenantId, String body) {

    /** What it weighs against SQS's limits. Counted without a copy: parcels are ASCII. */
    public int bytes() {
        return isAscii() ? body.length() : body.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean isAscii() {
        return body.chars().allMatch(character -> character < 0x80);
    }

    /** Says whose it is and nothing of what is inside. */
    @Override
    public String toString() {
        return "Message[tenant=%s, %d characters]".formatted(tenantId, body.length());
    }
}
