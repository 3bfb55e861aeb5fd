package dev.spillway.provisioner.access;

import dev.spillway.provisioner.keys.RandomToken;
import java.security.MessageDigest;

/** The token of ops, as its hash: a comparison takes as long for every text. Thread-safe. */
final class OpsToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    OpsToken(String token) {
        this.hash = RandomToken.hash(token);
    }

    /** Whether an {@code Authorization} header carries it (RFC 6750, the scheme in any case). */
    boolean isIn(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        hash, RandomToken.hash(authorization.substring(SCHEME.length()).strip()));
    }
}
