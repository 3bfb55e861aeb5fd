package dev.spillway.worker.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A text that was in base64 (RFC 4648).
 *
 * @param url whether in the alphabet for URLs and file names
 */
record Base64Text(String plain, boolean url) {

    /** Empty where that is none: what is not readable once it is decoded. */
    static Optional<Base64Text> of(String characters) {
        boolean url = characters.indexOf('-') >= 0 || characters.indexOf('_') >= 0;
        try {
            byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(characters);
            return Utf8.is(bytes)
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                            .filter(Base64Text::isReadable)
                            .map(plain -> new Base64Text(plain, url))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isReadable(String plain) {
        return plain.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n');
    }

    /** In base64, in its alphabet. */
    String encoded(boolean padded) {
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        return (padded ? encoder : encoder.withoutPadding())
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
