package dev.spillway.platform.handshake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Texts that vendors want back, as they are or signed. */
final class Challenge {

    private static final int LONGEST_TOKEN = 256;
    private static final String HMAC = "HmacSHA256";

    private Challenge() {}

    /** Empty for what is too long, or holds anything but printable ASCII. */
    static Optional<String> printable(String text, int longest) {
        boolean fits = !text.isEmpty() && text.length() <= longest;
        return fits && text.chars().allMatch(c -> c >= ' ' && c < 127)
                ? Optional.of(text)
                : Optional.empty();
    }

    /**
     * A token that may be signed: letters, digits, and the marks of base64. Nothing that a vendor
     * signs as a webhook looks so: otherwise whoever may ask for a signature could ask for that of
     * an event of his own.
     */
    static Optional<String> token(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_TOKEN;
        return fits && text.chars().allMatch(Challenge::isTokenCharacter)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static boolean isTokenCharacter(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || "-_+/=".indexOf(c) >= 0;
    }

    static byte[] signed(String token, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks " + HMAC, impossible);
        }
    }

    /** In a time that says nothing of where they differ. */
    static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
