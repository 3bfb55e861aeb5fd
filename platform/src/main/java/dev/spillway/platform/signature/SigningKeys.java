package dev.spillway.platform.signature;

import java.util.List;
import java.util.Set;

/**
 * The cryptography of a {@link MessageScheme}: which keys it takes and what they make of a message.
 * Thread-safe.
 */
sealed interface SigningKeys permits HmacKeys, DigestKeys, KeyPairs {

    String name();

    Set<String> credentials();

    boolean symmetric();

    List<InvalidCredential> check(Credentials credentials);

    /** Keys parsed, ready for many messages. */
    Check checking(Credentials credentials, Template template);

    /** Likewise, for signing. */
    Sign signing(Credentials credentials, Template template);

    /**
     * Whether any of the signatures is one that any of the keys made. Looks at all of them, found
     * or not.
     */
    @FunctionalInterface
    interface Check {
        boolean matches(Message message, List<String> signatures);
    }

    /** The signature as the header spells it. */
    @FunctionalInterface
    interface Sign {
        String of(Message message);
    }
}
