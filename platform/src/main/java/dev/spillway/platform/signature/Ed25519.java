package dev.spillway.platform.signature;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/**
 * Checks Ed25519 (RFC 8032). A key is 32 bytes in base64, as Telnyx and Standard Webhooks ({@code
 * whpk_…}) show it, or SubjectPublicKeyInfo. With Bouncy Castle for the reason given at {@link
 * P256}.
 */
final class Ed25519 {

    static final String EXPECTED = "an Ed25519 public key";

    private static final String PREFIX = "whpk_";
    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;

    /** What stands before the key in its SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /**
     * @throws IllegalArgumentException when it is no such key
     */
    static PublicKeyCheck check(String text) {
        Ed25519PublicKeyParameters key = new Ed25519PublicKeyParameters(keyBytes(text), 0);
        return (message, template, signature) -> {
            if (signature.length != SIGNATURE_LENGTH) {
                return false;
            }
            ByteArrayOutputStream signed =
                    new ByteArrayOutputStream(message.request().body().length + 64);
            template.feed(message, signed::writeBytes);
            byte[] bytes = signed.toByteArray();
            return key.verify(
                    org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm.Ed25519,
                    null,
                    bytes,
                    0,
                    bytes.length,
                    signature,
                    0);
        };
    }

    private static byte[] keyBytes(String text) {
        byte[] bytes =
                PublicKeyText.bytes(
                        text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (bytes.length == KEY_LENGTH) {
            return bytes;
        }
        boolean wrapped =
                bytes.length == KEY_INFO.length + KEY_LENGTH
                        && Arrays.equals(bytes, 0, KEY_INFO.length, KEY_INFO, 0, KEY_INFO.length);
        if (!wrapped) {
            throw new IllegalArgumentException("not an Ed25519 public key");
        }
        return Arrays.copyOfRange(bytes, KEY_INFO.length, bytes.length);
    }
}
