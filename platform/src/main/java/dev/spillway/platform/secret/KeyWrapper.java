package dev.spillway.platform.secret;

import java.util.UUID;

/**
 * Wraps a tenant's keys so that the database never holds one in clear. Local on one machine; a key
 * management service on AWS. Implementations are thread-safe.
 */
public interface KeyWrapper {

    /** The key as ciphertext, bound to its tenant and purpose. */
    byte[] wrap(byte[] key, UUID tenantId, KeyPurpose purpose);

    /**
     * The key in clear.
     *
     * @throws SecretUnreadableException if it was wrapped for another tenant or purpose, or by
     *     another key
     */
    byte[] unwrap(byte[] wrapped, UUID tenantId, KeyPurpose purpose);
}
