package dev.spillway.worker.store;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.sql.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether another webhook's stored events tell of an event already, for those whose claims are so
 * old that they may have been swept away. What is forged does not stand for what is genuine, here as
 * among claims. Inside the caller's transaction; thread-safe.
 */
final class ToldElsewhere {

    private static final String FIND =
            """
            SELECT 1 FROM event e
            JOIN webhook w ON w.tenant_id = e.tenant_id AND w.id = e.webhook_id
            WHERE e.tenant_id = ? AND e.occurred_at = ? AND e.recipient_hash <=> ? AND e.source_id = ?
              AND e.webhook_id <> ? AND e.received_at > ? AND e.received_at < ?
              AND (e.provider_event_id = ?
                   OR (? IS NULL AND e.provider_event_id IS NULL AND e.type = ?
                       AND e.message_id <=> ? AND e.url <=> ?))
              AND (w.verification = 'verified') = ?
            LIMIT 1
            """;

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
        EventFacts facts = EventFacts.of(event.found());
        List<Integer> found =
                jdbc.queryForList(
                        FIND,
                        Integer.class,
                        Ids.bytes(event.received().tenantId()),
                        UtcTime.column(facts.occurredAt()),
                        bytes(facts.recipientHash()),
                        Ids.bytes(webhook.sourceId()),
                        Ids.bytes(webhook.id()),
                        UtcTime.column(webhook.receivedAt().minus(horizon)),
                        UtcTime.column(webhook.receivedAt().plus(horizon)),
                        facts.providerEventId(),
                        facts.providerEventId(),
                        facts.type(),
                        facts.messageId(),
                        facts.url(),
                        webhook.verification() == Verification.VERIFIED);
        return !found.isEmpty();
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }
}
