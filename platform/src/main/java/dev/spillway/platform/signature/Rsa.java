package dev.spillway.platform.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * Checks RSA signatures (RFC 8017, PKCS #1 v1.5). A key is SubjectPublicKeyInfo in base64, in PEM
 * or inside a DKIM record, which is where Postal shows it.
 */
final class Rsa {

    static final String EXPECTED = "an RSA public key of 1024 bits or more";

    /** What Postal makes by itself; shorter keys have been broken. */
    private static final int FEWEST_BITS = 1024;

    private Rsa() {}

    /**
     * @throws IllegalArgumentException when it is no such key
     */
    static PublicKey publicKey(String text) {
        RSAPublicKey key =
                (RSAPublicKey) PublicKeyText.parse(PublicKeyText.bytes(inRecord(text)), "RSA");
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new IllegalArgumentException("too short to be safe");
        }
        return key;
    }

    /** {@code v=DKIM1; t=s; h=sha256; p=…;} (RFC 6376, 3.6.1). */
    private static String inRecord(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(tag -> tag.startsWith("p="))
                .map(tag -> tag.substring(2))
                .findFirst()
                .orElse(text);
    }

    /**
     * @param jca the JDK's name of the signature
     */
    static PublicKeyCheck check(PublicKey key, String jca) {
        return (message, template, signature) -> {
            try {
                java.security.Signature check = java.security.Signature.getInstance(jca);
                check.initVerify(key);
                template.feed(message, KeyPairs.into(check));
                return check.verify(signature);
            } catch (GeneralSecurityException notASignature) {
                return false;
            }
        };
    }
}
