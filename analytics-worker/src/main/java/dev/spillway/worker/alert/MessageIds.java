package dev.spillway.worker.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of an alert's two messages, made from its own and nothing else: whoever tells of it again,
 * and whenever, does it under the same id. They look like UUIDv7 and lie one behind the other in
 * time, so that an outbox which could not be published for a day still tells of the end after the
 * beginning.
 */
final class MessageIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long TWELVE_BITS = 0x0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long SIXTY_TWO_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private MessageIds() {}

    static UUID firing(UUID alertId) {
        return derived(alertId, "firing", 0);
    }

    static UUID resolved(UUID alertId) {
        return derived(alertId, "resolved", 1);
    }

    private static UUID derived(UUID alertId, String what, long laterMillis) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(alertId + "/" + what));
        long millis = (alertId.getMostSignificantBits() >>> 16) + laterMillis;
        return new UUID(
                (millis << 16) | VERSION_7 | (digest.getLong() & TWELVE_BITS),
                VARIANT | (digest.getLong() & SIXTY_TWO_BITS));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", e);
        }
    }
}
