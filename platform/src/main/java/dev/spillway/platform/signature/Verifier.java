package dev.spillway.platform.signature;

import java.time.Instant;

/**
 * Checks requests of one source. Made once per source with keys parsed and ready, because the door
 * asks it tens of thousands of times a second. Thread-safe.
 */
@FunctionalInterface
public interface Verifier {

    /** Never throws, whatever bytes the request holds: what cannot be read is refused. */
    Verdict verify(SignedRequest request, Instant now);
}
