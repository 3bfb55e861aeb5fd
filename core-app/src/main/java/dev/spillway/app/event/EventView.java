package dev.spillway.app.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event.
 *
 * @param channel {@code email}, {@code sms}, {@code push}, {@code commerce}, {@code crm} or {@code
 *     other}
 * @param type such as {@code delivered}, {@code clicked}, {@code paid}
 * @param occurredAt when it happened, as the provider says
 * @param machine whether a machine opened or clicked rather than a person
 * @param amount in minor units of the currency
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EventView(
        UUID id,
        UUID webhookId,
        UUID sourceId,
        String provider,
        String channel,
        String type,
        Instant occurredAt,
        Instant receivedAt,
        @Nullable Recipient recipient,
        @Nullable String messageId,
        @Nullable UUID campaignId,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String url,
        @Nullable String userAgent,
        boolean machine,
        @Nullable String rejectReason,
        @Nullable String description,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String providerEventId) {

    private static final TypeReference<List<String>> TAGS = new TypeReference<>() {};

    static EventView of(StoredEvent event, JsonMapper json) {
        return new EventView(
                event.id,
                event.webhookId,
                event.sourceId,
                event.provider,
                event.channel,
                event.type,
                event.occurredAt,
                event.receivedAt,
                Recipient.of(event.recipientHash, event.recipientMasked),
                event.messageId,
                event.campaignId,
                event.campaign,
                event.tags == null ? List.of() : json.readValue(event.tags, TAGS),
                event.url,
                event.userAgent,
                event.machine,
                event.rejectReason,
                event.description,
                event.amount,
                event.currency,
                event.providerEventId);
    }

    /**
     * To whom it happened; the address itself is not kept.
     *
     * @param hash the same for the same person, within one tenant
     */
    record Recipient(String hash, @Nullable String masked) {

        static @Nullable Recipient of(byte @Nullable [] hash, @Nullable String masked) {
            return hash == null ? null : new Recipient(HexFormat.of().formatHex(hash), masked);
        }
    }
}
