package dev.spillway.worker.store;

import dev.spillway.worker.normalise.EventType;
import dev.spillway.worker.normalise.Money;
import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.normalise.RejectReason;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code event} says of an event, to be compared: two that are equal need no writing.
 *
 * @param occurredAt in milliseconds, as the column has it
 * @param recipientHash in hexadecimal
 * @param tags as JSON
 */
record EventFacts(
        String channel,
        String type,
        Instant occurredAt,
        @Nullable String recipientHash,
        @Nullable String recipientMasked,
        @Nullable String messageId,
        @Nullable String campaign,
        @Nullable String tags,
        @Nullable String url,
        @Nullable String userAgent,
        boolean machine,
        @Nullable String rejectReason,
        @Nullable String description,
        @Nullable Money amount,
        @Nullable String providerEventId) {

    static final String COLUMNS =
            "channel, type, occurred_at, recipient_hash, recipient_masked, message_id, campaign,"
                    + " tags, url, user_agent, machine, reject_reason, description, amount, currency,"
                    + " provider_event_id";

    static EventFacts of(FoundEvent found) {
        NormalisedEvent event = found.event();
        FoundEvent.Recipient recipient = found.recipient();
        RejectReason rejectReason = event.rejectReason();
        return new EventFacts(
                event.channel().code(),
                event.type().code(),
                UtcTime.instant(UtcTime.column(event.occurredAt())),
                recipient == null ? null : recipient.hash(),
                recipient == null ? null : recipient.masked(),
                event.messageId(),
                event.campaign(),
                EventRows.tags(event),
                event.url(),
                event.userAgent(),
                event.machine(),
                rejectReason == null ? null : rejectReason.code(),
                event.description(),
                event.amount(),
                event.providerEventId());
    }

    static EventFacts of(ResultSet row) throws SQLException {
        byte[] recipient = row.getBytes("recipient_hash");
        String currency = row.getString("currency");
        return new EventFacts(
                row.getString("channel"),
                row.getString("type"),
                UtcTime.instant(row.getObject("occurred_at", LocalDateTime.class)),
                recipient == null ? null : HexFormat.of().formatHex(recipient),
                row.getString("recipient_masked"),
                row.getString("message_id"),
                row.getString("campaign"),
                row.getString("tags"),
                row.getString("url"),
                row.getString("user_agent"),
                row.getBoolean("machine"),
                row.getString("reject_reason"),
                row.getString("description"),
                currency == null ? null : new Money(row.getLong("amount"), currency),
                row.getString("provider_event_id"));
    }

    /**
     * Whether both tell of the same occurrence, so that its identity was claimed when it was
     * stored.
     */
    boolean sameOccurrence(EventFacts other) {
        if (providerEventId != null || other.providerEventId != null) {
            return Objects.equals(providerEventId, other.providerEventId);
        }
        return type.equals(other.type)
                && occurredAt.equals(other.occurredAt)
                && Objects.equals(recipientHash, other.recipientHash)
                && Objects.equals(messageId, other.messageId)
                && Objects.equals(url, other.url);
    }

    /** What sketches of people go by. */
    record Seen(
            String type,
            boolean machine,
            Instant occurredAt,
            @Nullable String campaign,
            @Nullable String recipientHash) {}

    /** Equal for events that sketches of people count alike. */
    Seen seen() {
        return new Seen(type, machine, occurredAt, campaign, recipientHash);
    }

    /** Characters in all its texts that may be long. */
    long length() {
        return length(recipientMasked)
                + length(messageId)
                + length(campaign)
                + length(tags)
                + length(url)
                + length(userAgent)
                + length(description)
                + length(providerEventId);
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    boolean suppresses() {
        return NormalisedEvent.suppresses(
                EventType.valueOf(type.toUpperCase(Locale.ROOT)),
                rejectReason == null
                        ? null
                        : RejectReason.valueOf(rejectReason.toUpperCase(Locale.ROOT)));
    }
}
