package dev.spillway.worker.store;

import dev.spillway.platform.parcel.Webhook;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is stored, its bytes with it.
 *
 * @param redactedAt when somebody was last taken out of it, in UTC; null if nobody was
 */
public record StoredWebhook(
        UUID tenantId, LocalDate expiresOn, @Nullable LocalDateTime redactedAt, Webhook webhook) {}
