package dev.spillway.worker.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody must not be written to again. Says who by keyed hash and mask, and by address only where
 * the tenant wants that.
 *
 * @param id that of the event which says so
 * @param reason the event's type: {@code bounced}, {@code complained}, {@code unsubscribed}, {@code
 *     opted_out}
 */
public record Suppression(
        UUID id,
        String type,
        int version,
        UUID tenantId,
        UUID sourceId,
        UUID webhookId,
        String provider,
        String channel,
        String reason,
        @Nullable String rejectReason,
        Recipient recipient,
        String occurredAt) {

    /** Name of the topic. */
    static final String TOPIC = "suppressions";

    /** What a message of version {@link #VERSION} is. */
    public static final String TYPE = "recipient.suppressed";

    /** Of the message's form; {@code docs/events/suppressions.md} describes it. */
    public static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    /**
     * Who.
     *
     * @param hash in hexadecimal
     * @param address in clear; null, and then left out, unless the tenant opted in
     */
    public record Recipient(String hash, String masked, @Nullable String address) {}

    /** A message of one as it is in the outbox. */
    public static Suppression of(OutboxMessage message) {
        return JSON.readValue(message.payload(), Suppression.class);
    }

    /** The same of somebody whose address must not be told. */
    public Suppression withoutAddress() {
        return new Suppression(
                id,
                type,
                version,
                tenantId,
                sourceId,
                webhookId,
                provider,
                channel,
                reason,
                rejectReason,
                new Recipient(recipient.hash, recipient.masked, null),
                occurredAt);
    }

    /** As a row of the outbox. */
    public OutboxMessage asMessage(Instant now) {
        return new OutboxMessage(tenantId, id, TOPIC, type, JSON.writeValueAsString(this), now);
    }
}
