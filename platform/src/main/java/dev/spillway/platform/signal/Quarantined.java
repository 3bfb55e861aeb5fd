package dev.spillway.platform.signal;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that the door refused and that its tenant may want all the same, once he has mended
 * what made it fail. What is in clear says which it was and nothing of what it held.
 *
 * @param id UUIDv7 made at its receipt; the request keeps it, also as a webhook
 * @param receivedAt when its last byte was read
 * @param reason stable code of the error that the sender was told
 * @param method HTTP method
 * @param size bytes of its body
 * @param keyVersion of the tenant's data key, under which the request is sealed
 * @param sealed the whole request: ciphertext, bound to tenant, source and id
 */
@SuppressWarnings("ArrayRecordComponent") // signals are not compared by what they carry
public record Quarantined(
        UUID id,
        UUID tenantId,
        UUID sourceId,
        Instant receivedAt,
        String reason,
        String method,
        int size,
        int keyVersion,
        byte[] sealed)
        implements Signal {

    @Override
    public String toString() {
        return "Quarantined[%s, source %s, %s]".formatted(id, sourceId, reason);
    }
}
