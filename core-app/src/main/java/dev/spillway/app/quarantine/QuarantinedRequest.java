package dev.spillway.app.quarantine;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that was refused and kept. What it held is sealed, for the tenant's people too, until
 * it is a webhook.
 *
 * @param id also the webhook's, once it is released
 * @param reason why it was refused, the last time it was judged
 * @param size bytes of its body
 * @param changedAt when its status or reason last changed
 * @param expiresAt when it goes, whatever its status
 */
record QuarantinedRequest(
        UUID id,
        UUID sourceId,
        Status status,
        String reason,
        String method,
        long size,
        Instant receivedAt,
        Instant changedAt,
        Instant expiresAt) {}
