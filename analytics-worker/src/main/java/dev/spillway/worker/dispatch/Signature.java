package dev.spillway.worker.dispatch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers by which a receiver knows a message for ours, as the Standard Webhooks have them: an
 * HMAC-SHA-256 over id, time and body for each secret that is good, so that one can be exchanged.
 */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final String MAC = "HmacSHA256";

    private Signature() {}

    /**
     * The headers.
     *
     * @param secrets {@code whsec_} and base64, at least one
     */
    static Map<String, String> headers(List<String> secrets, UUID id, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        byte[] signed = signed(id + "." + seconds + ".", body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id.toString());
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + mac(secret, signed))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static byte[] signed(String front, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(front.length() + body.length);
        signed.writeBytes(front.getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        return signed.toByteArray();
    }

    private static String mac(String secret, byte[] signed) {
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC with SHA-256 is missing from this JDK", e);
        }
    }
}
