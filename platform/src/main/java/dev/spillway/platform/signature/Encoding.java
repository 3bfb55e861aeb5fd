package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How signature bytes are written in a header. */
enum Encoding {
    HEX {
        @Override
        String encode(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        byte[] comparable(String text) {
            return text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        byte[] parse(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    BASE64 {
        @Override
        String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        byte[] parse(String text) {
            return Base64.getDecoder().decode(text);
        }
    },
    BASE64URL {
        @Override
        String encode(byte[] bytes) {
            return Base64.getUrlEncoder().encodeToString(bytes);
        }

        @Override
        byte[] parse(String text) {
            return Base64.getUrlDecoder().decode(text);
        }
    };

    abstract String encode(byte[] bytes);

    abstract byte[] parse(String text);

    /** Empty when it is not written so. */
    Optional<byte[]> decode(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException notOfThisEncoding) {
            return Optional.empty();
        }
    }

    /**
     * The one spelling that equal signatures share: hex in lower case, base64 without padding,
     * which some vendors leave out. Comparing spellings rather than decoding what came means that
     * no input can make a decoder throw.
     */
    byte[] comparable(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
    }
}
