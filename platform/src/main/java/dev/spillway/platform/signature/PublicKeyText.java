package dev.spillway.platform.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Public keys as vendors show them: base64, in PEM armour or without. */
final class PublicKeyText {

    private PublicKeyText() {}

    /**
     * @throws IllegalArgumentException when it is not base64
     */
    static byte[] bytes(String text) {
        String base64 =
                text.replace("-----BEGIN PUBLIC KEY-----", "")
                        .replace("-----END PUBLIC KEY-----", "");
        return Base64.getMimeDecoder().decode(base64);
    }

    /**
     * Reads SubjectPublicKeyInfo (RFC 5280).
     *
     * @param family the JDK's name of the kind of key
     * @throws IllegalArgumentException when it is no such key
     */
    static PublicKey parse(byte[] subjectPublicKeyInfo, String family) {
        try {
            return KeyFactory.getInstance(family)
                    .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
        } catch (GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("not a public key of " + family, notAKey);
        }
    }
}
