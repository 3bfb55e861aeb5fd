package dev.spillway.platform.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The encoding of queries and of forms, {@code application/x-www-form-urlencoded}. */
final class UrlEncoding {

    private UrlEncoding() {}

    /** The text behind the escapes, in UTF-8; empty where one of them is none. Never throws. */
    static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
