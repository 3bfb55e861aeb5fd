package dev.spillway.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * An answer that is kept for a caller who repeats his request, as ciphertext under the tenant's
 * data key, and a fingerprint that tells his request from another. Stateless, thread-safe.
 *
 * <p>The fingerprint is keyed: a request holds credentials, and a plain hash would let whoever
 * reads the table try out passwords.
 */
public final class AnswerCipher {

    private static final String MAC = "HmacSHA256";
    private static final byte[] FINGERPRINT = utf8("spillway request fingerprint");

    private AnswerCipher() {}

    /**
     * The ciphertext.
     *
     * @param name what the caller names his request by; an answer moved to another name does not
     *     open
     */
    public static byte[] seal(TenantKey key, String name, byte[] answer) {
        return AesGcm.seal(dataKey(key).key(), answer, additional(key, name));
    }

    /**
     * The answer.
     *
     * @throws SecretUnreadableException if the ciphertext belongs to another name or key
     */
    public static byte[] open(TenantKey key, String name, byte[] sealed) {
        return AesGcm.open(dataKey(key).key(), sealed, additional(key, name));
    }

    /** 32 bytes that are equal for equal requests under the same key only. */
    public static byte[] fingerprint(TenantKey key, byte[] request) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(fingerprintKey(dataKey(key).key()));
            return mac.doFinal(request);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "HMAC or HKDF with SHA-256 is missing from this JDK", e);
        }
    }

    /** One key serves one algorithm: HMAC gets a key derived from the one of AES (RFC 5869). */
    private static SecretKey fingerprintKey(SecretKey key) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        MAC, HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(FINGERPRINT, 32));
    }

    private static TenantKey dataKey(TenantKey key) {
        if (key.purpose() != KeyPurpose.DATA) {
            throw new IllegalArgumentException(
                    "answers are sealed with a data key, not with " + key);
        }
        return key;
    }

    private static byte[] additional(TenantKey key, String name) {
        return utf8(key.tenantId() + "/answer/" + name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
