package dev.spillway.platform.source;

import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.signature.Credentials;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a source is secret, as its row holds it. Opened where its requests are judged, and
 * nowhere else.
 *
 * @param credentials null for a source that has none
 * @param keyVersion of the tenant's data key that sealed them
 * @param wrappedKey that key
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
public record SealedSource(
        UUID tenantId,
        UUID sourceId,
        byte @Nullable [] credentials,
        int keyVersion,
        byte[] wrappedKey) {

    /**
     * The tenant's data key.
     *
     * @throws dev.spillway.platform.secret.SecretUnreadableException if it was wrapped for another
     *     tenant, or by another key
     */
    public TenantKey dataKey(KeyWrapper keys) {
        return TenantKey.unwrap(keys, tenantId, KeyPurpose.DATA, keyVersion, wrappedKey);
    }

    /**
     * The credentials in clear.
     *
     * @throws dev.spillway.platform.secret.SecretUnreadableException if they, or their key, belong
     *     to another source or tenant
     */
    public Credentials open(KeyWrapper keys) {
        byte[] sealed = credentials;
        return sealed == null
                ? Credentials.none()
                : Credentials.of(CredentialCipher.open(dataKey(keys), sourceId, sealed));
    }

    @Override
    public String toString() {
        return "SealedSource[%s, key version %d]".formatted(sourceId, keyVersion);
    }
}
