package dev.spillway.platform.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Ids of everything Spillway names: UUIDv7 (RFC 9562), so that rows lie in the order of their
 * making. Thread-safe.
 *
 * <p>The bits below the millisecond are fully random rather than counted up: an id that travels in
 * a URL must not tell its neighbour's.
 */
public final class Ids {

    private static final TimeBasedEpochRandomGenerator GENERATOR =
            Generators.timeBasedEpochRandomGenerator();

    /** As the database orders {@code BINARY(16)}; {@link UUID#compareTo} compares signed. */
    public static final Comparator<UUID> BY_BYTES =
            (left, right) -> {
                int upper =
                        Long.compareUnsigned(
                                left.getMostSignificantBits(), right.getMostSignificantBits());
                return upper != 0
                        ? upper
                        : Long.compareUnsigned(
                                left.getLeastSignificantBits(), right.getLeastSignificantBits());
            };

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Ids() {}

    /** A new id, stamped with the present millisecond. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The millisecond in which a UUIDv7 was made. */
    public static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /**
     * The least id that can be made at or after an instant: the bound of a scan by time over a
     * primary key.
     */
    public static UUID firstAt(Instant instant) {
        return new UUID((instant.toEpochMilli() << 16) | VERSION_7, VARIANT);
    }

    /** The 16 bytes a {@code BINARY(16)} column holds, most significant first. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /**
     * The id in 16 bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 16
     */
    public static UUID uuid(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
