package dev.spillway.worker.people;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of a campaign, as far as counting people needs it.
 *
 * @param campaign the name by which the vendor knows it
 * @param type the event type's code
 * @param recipientHash in hexadecimal; null where the event names nobody
 */
public record Sighting(
        UUID tenantId,
        UUID sourceId,
        String campaign,
        Instant occurredAt,
        String type,
        boolean machine,
        @Nullable String recipientHash) {}
