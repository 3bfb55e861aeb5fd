package dev.spillway.worker.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A message of unknown content as ASCII, which is all that the column takes. */
public final class MessageText {

    /** No parcel begins like this: a parcel begins with its version's number. */
    static final String ENCODED = "base64:";

    private MessageText() {}

    /** As it is where it is ASCII, else {@value #ENCODED} and its UTF-8 bytes in base64. */
    public static String ascii(String message) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(message)
                ? message
                : ENCODED
                        + Base64.getEncoder()
                                .encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The message of which this is the text. */
    static String original(String ascii) {
        return ascii.startsWith(ENCODED)
                ? new String(
                        Base64.getDecoder().decode(ascii.substring(ENCODED.length())),
                        StandardCharsets.UTF_8)
                : ascii;
    }
}
