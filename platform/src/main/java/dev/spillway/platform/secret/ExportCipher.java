package dev.spillway.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What is kept of one person, written down, as ciphertext: AES-256-GCM, bound to tenant, export and
 * piece. Stateless, thread-safe.
 *
 * <p>Each export has a key of its own, derived (RFC 5869) from the tenant's recipient key: the app
 * opens that one to search by address, and must not be able to open what the data key seals.
 */
public final class ExportCipher {

    private static final int KEY_BYTES = 32;

    private ExportCipher() {}

    public static byte[] seal(TenantKey key, UUID exportId, UUID pieceId, byte[] piece) {
        return AesGcm.seal(keyOf(key, exportId), piece, place(key, exportId, pieceId));
    }

    /**
     * A piece.
     *
     * @throws SecretUnreadableException if the ciphertext belongs to another piece, export or key
     */
    public static byte[] open(TenantKey key, UUID exportId, UUID pieceId, byte[] sealed) {
        return AesGcm.open(keyOf(key, exportId), sealed, place(key, exportId, pieceId));
    }

    private static SecretKey keyOf(TenantKey key, UUID exportId) {
        if (key.purpose() != KeyPurpose.RECIPIENT) {
            throw new IllegalArgumentException(
                    "exports are sealed with a recipient key, not with " + key);
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key.key())
                                    .thenExpand(
                                            utf8(key.tenantId() + "/export/" + exportId),
                                            KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF with SHA-256 is missing from this JDK", e);
        }
    }

    private static byte[] place(TenantKey key, UUID exportId, UUID pieceId) {
        return utf8(key.tenantId() + "/export/" + exportId + "/" + pieceId);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
