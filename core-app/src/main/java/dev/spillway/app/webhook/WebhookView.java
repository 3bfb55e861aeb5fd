package dev.spillway.app.webhook;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in a list.
 *
 * @param path what followed the ingest key
 * @param size bytes of its body
 * @param verification {@code verified}, {@code failed} or {@code unchecked}
 * @param eventKey the provider's own key of it
 * @param eventCount events found in it
 * @param outcome {@code normalised}, {@code unknown} or {@code unparsable}
 * @param duplicates how often it came again
 * @param test whether Spillway sent it itself
 * @param redacted whether somebody was taken out of it, so that it is not as it came
 * @param originalHash SHA-256 of the body as it came, in hexadecimal, where it is redacted
 */
public record WebhookView(
        UUID id,
        UUID sourceId,
        String provider,
        Instant receivedAt,
        Instant storedAt,
        String method,
        String path,
        String query,
        @Nullable String contentType,
        int size,
        String verification,
        @Nullable String eventKey,
        int eventCount,
        String outcome,
        int duplicates,
        boolean test,
        boolean redacted,
        @Nullable String originalHash) {

    /** As the API writes a hash; null where there is none. */
    static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }
}
