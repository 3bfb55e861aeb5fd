package dev.spillway.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Refused requests as ciphertext: AES-256-GCM, bound to tenant, source and the request's own id, so
 * that one which is moved to another row does not open. Stateless, thread-safe.
 *
 * <p>Strangers decide how many are sealed, so each gets a key of its own, derived from the tenant's
 * data key (RFC 5869): no flood uses up the 2^32 random nonces for which one key is safe, nor can
 * it make the credentials' key unsafe.
 */
public final class RequestCipher {

    private static final int KEY_BYTES = 32;

    private RequestCipher() {}

    /** The ciphertext of request {@code id} of {@code source}. */
    public static byte[] seal(TenantKey key, UUID sourceId, UUID id, byte[] request) {
        byte[] place = place(key, sourceId, id);
        return AesGcm.seal(keyOf(key, place), request, place);
    }

    /**
     * The request.
     *
     * @throws SecretUnreadableException if the ciphertext belongs to another request, source or key
     */
    public static byte[] open(TenantKey key, UUID sourceId, UUID id, byte[] sealed) {
        byte[] place = place(key, sourceId, id);
        return AesGcm.open(keyOf(key, place), sealed, place);
    }

    private static SecretKey keyOf(TenantKey key, byte[] place) {
        if (key.purpose() != KeyPurpose.DATA) {
            throw new IllegalArgumentException(
                    "requests are sealed with a data key, not with " + key);
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key.key())
                                    .thenExpand(place, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF with SHA-256 is missing from this JDK", e);
        }
    }

    private static byte[] place(TenantKey key, UUID sourceId, UUID id) {
        return (key.tenantId() + "/quarantine/" + sourceId + "/" + id)
                .getBytes(StandardCharsets.UTF_8);
    }
}
