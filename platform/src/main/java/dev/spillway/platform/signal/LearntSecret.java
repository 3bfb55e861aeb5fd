package dev.spillway.platform.signal;

import java.util.UUID;

/**
 * A secret that a vendor gave a pending source in a handshake. The worker puts it into the source's
 * row, unless that has one by now.
 *
 * @param id UUIDv7
 * @param keyVersion of the tenant's data key, under which the credentials are sealed
 * @param credentials as the row holds them: ciphertext, bound to tenant and source
 */
@SuppressWarnings("ArrayRecordComponent") // signals are not compared by what they carry
public record LearntSecret(
        UUID id, UUID tenantId, UUID sourceId, int keyVersion, byte[] credentials)
        implements Signal {

    @Override
    public String toString() {
        return "LearntSecret[source %s, key version %d]".formatted(sourceId, keyVersion);
    }
}
