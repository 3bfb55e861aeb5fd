package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether another webhook's stored events tell of an event already, for those whose claims are so
 * old that they may have been swept away. What is forged does not stand for what is genuine, here
 * as among claims. Inside the caller's transaction; thread-safe.
 */
final class ToldElsewhere {

    private static final String FIND =
            """
            SELECT 1 FROM event e
            JOIN webhook w ON w.tenant_id = e.tenant_id AND w.id = e.webhook_id
            WHERE e.tenant_id = ? AND e.source_id = ? AND e.webhook_id <> ?
              AND e.received_at > ? AND e.received_at < ? AND (w.verification = 'verified') = ?
            """;

    /** The person's own events are few, so it need not have happened at the same time. */
    private static final String BY_ID_OF_PERSON =
            FIND + "AND e.recipient_hash = ? AND e.provider_event_id = ? LIMIT 1";

    private static final String BY_ID =
            FIND + "AND e.occurred_at = ? AND e.provider_event_id = ? LIMIT 1";

    private static final String BY_CONTENT =
            FIND
                    + "AND e.occurred_at = ? AND e.provider_event_id IS NULL AND e.type = ?"
                    + " AND e.recipient_hash <=> ? AND e.message_id <=> ? AND e.url <=> ? LIMIT 1";

    private final JdbcTemplate jdbc;

    ToldElsewhere(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a webhook that came within the claim's horizon, before or after, tells of it. */
    boolean tells(StoredEvent event, Claim claim, Instant now) {
        if (claim.expiresAt().isAfter(now)) {
            return false; // the claim itself decides
        }
        Webhook webhook = event.received().webhook();
        Duration horizon = Duration.between(claim.claimedAt(), claim.expiresAt());
        List<@Nullable Object> values =
                new ArrayList<>(
                        List.of(
                                Ids.bytes(event.received().tenantId()),
                                Ids.bytes(webhook.sourceId()),
                                Ids.bytes(webhook.id()),
                                UtcTime.column(webhook.receivedAt().minus(horizon)),
                                UtcTime.column(webhook.receivedAt().plus(horizon)),
                                webhook.verification() == Verification.VERIFIED));
        String sql = narrow(EventFacts.of(event.found()), values);
        return !jdbc.queryForList(sql, values.toArray()).isEmpty();
    }

    private static String narrow(EventFacts event, List<@Nullable Object> values) {
        byte[] recipient = bytes(event.recipientHash());
        String id = event.providerEventId();
        if (id != null) {
            values.add(recipient == null ? UtcTime.column(event.occurredAt()) : recipient);
            values.add(id);
            return recipient == null ? BY_ID : BY_ID_OF_PERSON;
        }
        values.add(UtcTime.column(event.occurredAt()));
        values.add(event.type());
        values.add(recipient);
        values.add(event.messageId());
        values.add(event.url());
        return BY_CONTENT;
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }
}
