package dev.spillway.platform.secret;

import java.util.Base64;

/** Keys as they stand in a configuration. */
public final class KeyText {

    private KeyText() {}

    /**
     * The bytes of a key in base64.
     *
     * @param property where it stands, for the message
     * @throws IllegalArgumentException if it is not base64 or of another length; the message does
     *     not repeat it
     */
    public static byte[] bytes(String base64, int length, String property) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the decoder's message would repeat a character of the key.
        }
        throw new IllegalArgumentException(
                property
                        + " must be "
                        + length
                        + " bytes in base64, as `openssl rand -base64 "
                        + length
                        + "` prints them");
    }
}
