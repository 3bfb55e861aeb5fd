package dev.spillway.load.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** As much of HTTP/1.1 as tells when an answer with a declared length is complete. */
final class ResponseHead {

    private static final byte[] LENGTH =
            "\r\ncontent-length:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private ResponseHead() {}

    /**
     * The status once head and body have arrived, 0 before.
     *
     * @throws IOException if the answer declares no length
     */
    static int statusWhenComplete(byte[] bytes, int size) throws IOException {
        int end = endOfHead(bytes, size);
        if (end < 0) {
            return 0;
        }
        return size < end + contentLength(bytes, end) ? 0 : number(bytes, STATUS_AT, end);
    }

    private static int endOfHead(byte[] bytes, int size) {
        for (int i = 3; i < size; i++) {
            if (bytes[i] == '\n'
                    && bytes[i - 1] == '\r'
                    && bytes[i - 2] == '\n'
                    && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(byte[] bytes, int end) throws IOException {
        for (int i = 0; i + LENGTH.length < end; i++) {
            if (matches(bytes, i)) {
                return number(bytes, i + LENGTH.length, end);
            }
        }
        throw new IOException("the answer declares no length");
    }

    private static boolean matches(byte[] bytes, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        return number;
    }
}
