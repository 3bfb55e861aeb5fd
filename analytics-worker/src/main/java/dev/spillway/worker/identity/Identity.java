package dev.spillway.worker.identity;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The 32 bytes by which a webhook or an event is known inside its source. Orders as {@code
 * BINARY(32)} does.
 */
public final class Identity implements Comparable<Identity> {

    private final byte[] bytes;

    Identity(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of bytes that came from the database. */
    public static Identity of(byte[] bytes) {
        return new Identity(bytes.clone());
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Identity other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Identity identity && Arrays.equals(bytes, identity.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
