package dev.spillway.platform.quarantine;

import dev.spillway.platform.parcel.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Held requests as the bytes that are sealed: a version, then length-prefixed fields in a fixed
 * order. Nothing checks them for damage, since their seal does. Stateless and thread-safe.
 */
public final class HeldRequestCodec {

    /** The newest version this code reads, and the one it writes. */
    public static final int VERSION = 1;

    private static final int FIELDS = 512;

    private HeldRequestCodec() {}

    /** To be sealed. */
    public static byte[] encode(HeldRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.body().length + FIELDS);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, request.method());
            write(out, request.url());
            write(out, request.path());
            write(out, request.clientAddress());
            out.writeInt(request.headers().size());
            for (Header header : request.headers()) {
                write(out, header.name());
                write(out, header.value());
            }
            write(out, request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * The request.
     *
     * @throws UnsupportedHeldRequestException if a newer writer made it, or no writer at all
     */
    public static HeldRequest decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new UnsupportedHeldRequestException("version " + version);
            }
            String method = text(in);
            String url = text(in);
            String path = text(in);
            String clientAddress = text(in);
            List<Header> headers = headers(in);
            byte[] body = bytes(in);
            if (in.available() > 0) {
                throw new UnsupportedHeldRequestException("bytes after the body");
            }
            return new HeldRequest(method, url, path, headers, body, clientAddress);
        } catch (IOException e) {
            throw new UnsupportedHeldRequestException("cut off");
        }
    }

    private static List<Header> headers(DataInputStream in) throws IOException {
        int count = length(in);
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new Header(text(in), text(in)));
        }
        return headers;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(length(in));
    }

    /** A count or a length: never more than what is left, since each item takes a byte at least. */
    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new UnsupportedHeldRequestException("length past the end");
        }
        return length;
    }

    /** Sealed bytes that open and cannot be read all the same. Says nothing of what is in them. */
    public static final class UnsupportedHeldRequestException extends RuntimeException {
        UnsupportedHeldRequestException(String reason) {
            super("no held request that this reader knows: " + reason);
        }
    }
}
