package dev.spillway.platform.provider;

import dev.spillway.platform.signature.SignedRequest;
import java.time.Duration;
import java.util.Optional;

/** Where a vendor's webhook says which event it is. Immutable and thread-safe. */
public interface EventIdentity {

    /** Longer keys are taken as absent: the fingerprint stands in for them. */
    int MAX_KEY_LENGTH = 255;

    /**
     * The vendor's own key of at most {@link #MAX_KEY_LENGTH} characters. Never throws, on whatever
     * body.
     */
    Optional<String> eventKey(SignedRequest request);

    /** Whether the signature covers the key: only then does a key alone prove a repetition. */
    boolean covered();

    /** How long the vendor may send the same webhook again. */
    Duration horizon();
}
