package dev.spillway.worker.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** SHA-256 over parts that cannot run into each other: each goes in behind its length. */
final class Digest {

    private final MessageDigest sha256;

    private Digest(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    static Digest begin() {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", e);
        }
    }

    Digest add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(byte[] part) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        sha256.update(part);
        return this;
    }

    /**
     * The 32 bytes; this digest must not be used afterwards.
     *
     * @param time which second they begin with, so that claims of one time lie together in their
     *     table; null for bytes that lie anywhere. It has to be the same for whatever is the same
     */
    Identity identity(@Nullable Instant time) {
        byte[] bytes = sha256.digest();
        if (time != null) {
            ByteBuffer.wrap(bytes).putInt((int) time.getEpochSecond());
        }
        return new Identity(bytes);
    }
}
