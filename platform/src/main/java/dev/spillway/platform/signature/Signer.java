package dev.spillway.platform.signature;

import java.time.Instant;

/** Signs requests of one source as its vendor would. Thread-safe. */
@FunctionalInterface
public interface Signer {

    /**
     * What the vendor would add to {@code request}, stamped {@code at}; headers the request already
     * has are left out of account.
     */
    Signature sign(SignedRequest request, Instant at);
}
