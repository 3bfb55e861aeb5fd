package dev.spillway.worker.redact;

import dev.spillway.platform.secret.RecipientHasher;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The people of one tenant who are to be taken out, known by their hashes. Thread-safe. */
public final class People implements Choice {

    /**
     * What stands in somebody's place: an address (RFC 2606), so that normalisers go on reading.
     */
    public static final String REDACTED = "redacted@erased.invalid";

    /** Shorter values mean too many things. */
    private static final int SHORTEST = 6;

    /** The longest address that there can be. */
    private static final int LONGEST = 320;

    private final RecipientHasher hasher;
    private final Set<ByteBuffer> hashes;

    private People(RecipientHasher hasher, Set<ByteBuffer> hashes) {
        this.hasher = hasher;
        this.hashes = hashes;
    }

    /**
     * People.
     *
     * @param hashes of each, all that {@link RecipientHasher#hashes} makes
     */
    public static People of(RecipientHasher hasher, Collection<byte[]> hashes) {
        return new People(
                hasher,
                hashes.stream().map(ByteBuffer::wrap).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether this is one of them. */
    public boolean include(String address) {
        return include(hasher.hash(address));
    }

    /** Whether this is the hash of one of them. */
    public boolean include(byte[] hash) {
        return hashes.contains(ByteBuffer.wrap(hash));
    }

    @Override
    public @Nullable Edit pick(List<Candidate> readings) {
        for (Candidate reading : readings) {
            if (include(reading.text())) {
                return reading.replacedBy(REDACTED);
            }
        }
        return null;
    }

    @Override
    public @Nullable String whole(String value) {
        return value.length() >= SHORTEST && value.length() <= LONGEST && include(value)
                ? REDACTED
                : null;
    }
}
