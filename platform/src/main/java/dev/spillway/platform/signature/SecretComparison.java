package dev.spillway.platform.signature;

import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;

/**
 * Compares what came with the secrets that are accepted, in a time that says nothing of where they
 * differ. Thread-safe.
 */
final class SecretComparison {

    private final List<byte[]> accepted;
    private final Function<String, byte[]> comparable;

    private SecretComparison(List<byte[]> accepted, Function<String, byte[]> comparable) {
        this.accepted = accepted;
        this.comparable = comparable;
    }

    static SecretComparison of(List<String> accepted, Function<String, byte[]> comparable) {
        return new SecretComparison(accepted.stream().map(comparable).toList(), comparable);
    }

    boolean matchesAny(List<String> candidates) {
        boolean matches = false;
        for (String candidate : candidates) {
            byte[] bytes = comparable.apply(candidate);
            for (byte[] secret : accepted) {
                matches |= MessageDigest.isEqual(secret, bytes);
            }
        }
        return matches;
    }
}
