package dev.spillway.platform.secret;

import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One of a tenant's keys, in clear and in memory only.
 *
 * @param tenantId whose it is
 * @param purpose what it may be used for
 * @param version counts rotations, from 1
 * @param key 256 bits
 */
public record TenantKey(UUID tenantId, KeyPurpose purpose, int version, SecretKey key) {

    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new random key of version 1. */
    public static TenantKey generate(UUID tenantId, KeyPurpose purpose) {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return of(tenantId, purpose, 1, bytes);
    }

    /** The key in a row of {@code tenant_key}. */
    public static TenantKey unwrap(
            KeyWrapper wrapper, UUID tenantId, KeyPurpose purpose, int version, byte[] wrapped) {
        return of(tenantId, purpose, version, wrapper.unwrap(wrapped, tenantId, purpose));
    }

    private static TenantKey of(UUID tenantId, KeyPurpose purpose, int version, byte[] bytes) {
        return new TenantKey(tenantId, purpose, version, new SecretKeySpec(bytes, "AES"));
    }

    /** What a row of {@code tenant_key} holds. */
    public byte[] wrapped(KeyWrapper wrapper) {
        return wrapper.wrap(key.getEncoded(), tenantId, purpose);
    }

    @Override
    public String toString() {
        return "TenantKey[%s, %s, version %d]".formatted(tenantId, purpose.code(), version);
    }
}
