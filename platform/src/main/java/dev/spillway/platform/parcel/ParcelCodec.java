package dev.spillway.platform.parcel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parcels as the text of SQS messages; {@code docs/wire-format.md} describes it. Stateless and
 * thread-safe.
 *
 * <p>The text is {@code version:encoding:base64}: SQS takes only the characters of XML 1.0, and a
 * reader has to know the version before it may touch the rest.
 */
public final class ParcelCodec {

    /** What SQS takes in one message, in bytes. The text is ASCII, so characters are bytes. */
    public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    /** The newest version this code reads, and the one it writes. */
    public static final int VERSION = 1;

    /** Below this many bytes compressing costs more than the chunk of SQS that it could save. */
    private static final int WORTH_COMPRESSING = 512;

    /** Of base64, with the colon before: the longest header of a zstd frame has 18 bytes. */
    private static final int FRAME_HEADER_CHARACTERS = 25;

    /** What an encoding is called, also one that only a newer writer knows. */
    private static final Pattern ENCODING = Pattern.compile("[a-z0-9]{1,16}");

    private ParcelCodec() {}

    /**
     * The message for a parcel, compressed when that makes it smaller. May exceed {@link
     * #MAX_MESSAGE_BYTES}: whoever packs has to look, and to pack less.
     */
    public static String encode(Parcel parcel) {
        byte[] plain = PayloadV1.write(parcel);
        if (plain.length >= WORTH_COMPRESSING) {
            byte[] compressed = Zstandard.compress(plain);
            if (compressed.length < plain.length) {
                return text("zstd", compressed);
            }
        }
        return text("raw", plain);
    }

    private static String text(String encoding, byte[] payload) {
        return VERSION
                + ":"
                + encoding
                + ":"
                + Base64.getEncoder().withoutPadding().encodeToString(payload);
    }

    /**
     * The parcel in a message of any version ever written.
     *
     * @throws UnsupportedParcelVersionException if a newer writer made it: hand it back untouched
     * @throws MalformedParcelException if it is no parcel, or was altered on the way
     */
    public static Parcel decode(String message) {
        return PayloadV1.read(unwrapped(message));
    }

    /**
     * The bytes in a message, no longer compressed, whether or not they are a parcel; empty where
     * they do not open. For who looks for something in what nobody can read.
     */
    public static Optional<byte[]> payload(String message) {
        try {
            return Optional.of(unwrapped(message));
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return Optional.empty();
        }
    }

    /**
     * How many bytes a message's parcel has before compression, as far as the message says so
     * without being opened; else as many as it has itself. Reads the message's first characters
     * only, and never throws.
     */
    public static int size(String message) {
        int afterVersion = message.indexOf(':');
        int afterEncoding = message.indexOf(':', afterVersion + 1);
        if (!message.startsWith("zstd:", afterVersion + 1)
                || message.length() < afterEncoding + FRAME_HEADER_CHARACTERS) {
            return message.length();
        }
        try {
            String header =
                    message.substring(afterEncoding + 1, afterEncoding + FRAME_HEADER_CHARACTERS);
            return Math.max(message.length(), Zstandard.size(base64(header)));
        } catch (MalformedParcelException e) {
            return message.length();
        }
    }

    private static byte[] unwrapped(String message) {
        int afterVersion = message.indexOf(':');
        int afterEncoding = message.indexOf(':', afterVersion + 1);
        int version = version(message, afterVersion);
        if (version > VERSION) {
            throw new UnsupportedParcelVersionException(version);
        }
        if (afterEncoding < 0) {
            throw new MalformedParcelException("no encoding");
        }
        byte[] payload = base64(message.substring(afterEncoding + 1));
        String encoding = message.substring(afterVersion + 1, afterEncoding);
        return switch (encoding) {
            case "raw" -> payload;
            case "zstd" -> Zstandard.decompress(payload);
            case "deflate" -> Deflating.inflate(payload);
            default -> throw unknown(version, encoding);
        };
    }

    private static RuntimeException unknown(int version, String encoding) {
        return ENCODING.matcher(encoding).matches()
                ? new UnsupportedParcelVersionException(version)
                : new MalformedParcelException("no encoding");
    }

    private static int version(String message, int end) {
        if (end < 1 || end > 4) {
            throw new MalformedParcelException("no version");
        }
        try {
            int version = Integer.parseInt(message, 0, end, 10);
            if (version < 1) {
                throw new MalformedParcelException("no version");
            }
            return version;
        } catch (NumberFormatException e) {
            throw new MalformedParcelException("no version", e);
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new MalformedParcelException("not base64", e);
        }
    }
}
