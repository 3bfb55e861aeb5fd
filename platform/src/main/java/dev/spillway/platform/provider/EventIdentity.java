package dev.spillway.platform.provider;

import dev.spillway.platform.signature.SignedRequest;
import java.time.Duration;
import java.util.Optional;

/** Where a vendor's webhook says which event it is. Immutable and thread-safe. */
public final class EventIdentity {

    /** Longer keys are taken as absent: the fingerprint stands in for them. */
    public static final int MAX_KEY_LENGTH = 255;

    private final KeySource source;
    private final boolean covered;
    private final boolean signedBody;
    private final Duration horizon;

    EventIdentity(KeySource source, boolean covered, boolean signedBody, Duration horizon) {
        this.source = source;
        this.covered = covered;
        this.signedBody = signedBody;
        this.horizon = horizon;
    }

    /**
     * The vendor's own key of at most {@link #MAX_KEY_LENGTH} characters. Never throws, on whatever
     * body.
     */
    public Optional<String> eventKey(SignedRequest request) {
        return source.keyOf(request)
                .filter(key -> !key.isBlank() && key.length() <= MAX_KEY_LENGTH);
    }

    /** Whether the signature covers the key: only then can nobody but the vendor have chosen it. */
    public boolean covered() {
        return covered;
    }

    /** Whether the signature covers the body: then that, and nothing beside it, is the vendor's. */
    public boolean signedBody() {
        return signedBody;
    }

    /** How long the vendor may send the same webhook again. */
    public Duration horizon() {
        return horizon;
    }

    /** Finds a key; unbounded and possibly blank. */
    @FunctionalInterface
    interface KeySource {
        Optional<String> keyOf(SignedRequest request);
    }
}
