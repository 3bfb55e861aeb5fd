package dev.spillway.platform.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way of signing requests, free of any tenant's secrets. Immutable and thread-safe. Made by
 * {@link SchemeDefinition#compile()}.
 */
public interface SignatureScheme {

    /** Short and stable, such as {@code hmac-sha256} or {@code basic}. */
    String name();

    /**
     * Names of the credentials it understands, those of a rotation ({@code previousSecret})
     * included.
     */
    Set<String> credentials();

    /** Whether it carries a time, so that a tolerance means something. */
    boolean timestamped();

    /** Whether it proves the body, rather than only who sent it. */
    boolean coversBody();

    /**
     * Whether what verifies also signs; otherwise signing takes {@link Credentials#PRIVATE_KEY}.
     */
    boolean symmetric();

    /**
     * The headers it reads, which say nothing secret; {@code Authorization} is never among them.
     */
    Set<String> headers();

    /** What is wrong with the credentials; empty when {@link #verifier} will take them. */
    List<InvalidCredential> check(Credentials credentials);

    /**
     * Parses the keys once.
     *
     * @throws IllegalArgumentException when {@link #check} finds anything; the message holds no
     *     value
     */
    Verifier verifier(Credentials credentials, Tolerance tolerance);

    /** Likewise, for a scheme whose keys are certificates; others need no trust. */
    default Verifier verifier(Credentials credentials, Tolerance tolerance, SnsTrust trust) {
        return verifier(credentials, tolerance);
    }

    /**
     * Whether its keys are certificates that have to be fetched: then only who may fetch them can
     * judge.
     */
    default boolean needsTrust() {
        return false;
    }

    /**
     * Signs as the vendor would.
     *
     * @throws IllegalArgumentException when there is no usable key to sign with
     */
    Signer signer(Credentials credentials);

    /**
     * The id beside the signature, where the scheme has a place for one: of the same headers that
     * are verified.
     */
    default Optional<String> messageId(SignedRequest request) {
        return Optional.empty();
    }

    /** Whether the signature covers {@link #messageId}. */
    default boolean coversMessageId() {
        return false;
    }

    /** For a single check; whoever checks many keeps a {@link #verifier}. */
    default Verdict verify(
            SignedRequest request, Credentials credentials, Instant now, Tolerance tolerance) {
        return verifier(credentials, tolerance).verify(request, now);
    }

    /** For a single signature; whoever sends many keeps a {@link #signer}. */
    default Signature sign(SignedRequest request, Credentials credentials, Instant at) {
        return signer(credentials).sign(request, at);
    }
}
