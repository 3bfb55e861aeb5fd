package dev.spillway.app.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a page sends with unsafe calls to show that it could read an answer of ours, which no other
 * site can. It is derived from the session's token, so it needs no place of its own and is the same
 * after a reload; the token cannot be told from it.
 */
public final class CsrfToken {

    /** The request header that carries it. */
    public static final String HEADER = "X-CSRF-TOKEN";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "csrf".getBytes(StandardCharsets.US_ASCII);

    private CsrfToken() {}

    static String of(String sessionToken) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(sessionToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(PURPOSE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", e);
        }
    }

    /** Whether it belongs to the session; compares in constant time. */
    public static boolean matches(@Nullable String token, String sessionToken) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        of(sessionToken).getBytes(StandardCharsets.UTF_8));
    }
}
