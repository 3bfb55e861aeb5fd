package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignedRequest;
import java.util.Optional;
import java.util.Set;

/**
 * One vendor's way of asking whether an endpoint is there and whose it is. Never a webhook: what it
 * answers is not stored. Immutable and thread-safe.
 */
public interface Handshake {

    /** Methods besides POST by which it is asked. */
    default Set<String> methods() {
        return Set.of();
    }

    /**
     * What a POST has to prove. Requests of the other methods are not signed; the kind itself says
     * what they have to.
     */
    Proof proof();

    /** Names of the credentials it reads beside those of the preset's scheme; all are required. */
    default Set<String> credentials() {
        return Set.of();
    }

    /**
     * Whether it gives the source its secret. Such a one is asked only while the source is pending:
     * afterwards a stranger who knows the URL could give it another.
     */
    default boolean givesSecret() {
        return false;
    }

    /**
     * The reply, or empty for a request that is none of its. Never throws, whatever the request
     * holds.
     */
    Optional<HandshakeReply> answer(SignedRequest request, Credentials credentials);

    /** What makes a POST a question that is answered. */
    enum Proof {
        /** Nothing: the vendor asks before it can sign, and what it hears is worth nothing. */
        NONE,
        /** What a webhook of the source has to prove: the reply tells a stranger nothing. */
        ADMISSION,
        /**
         * That it is the vendor's, whatever the source lets in: the reply says or does what is not
         * for everybody.
         */
        SIGNATURE
    }
}
