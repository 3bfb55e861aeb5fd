package dev.spillway.worker.identity;

import java.time.Duration;

/**
 * How webhooks of one source are told apart.
 *
 * @param enabled false where the source says {@code identity: none}: then only a webhook's own id
 *     identifies it, and what a vendor sends twice is stored twice
 * @param keyCovered whether the signature covers the vendor's key
 * @param signedBody whether the signature covers the body
 * @param horizon how long the vendor may send the same webhook again
 * @param window within which two webhooks without a key, yet alike in every byte, are one
 */
public record IdentityRules(
        boolean enabled,
        boolean keyCovered,
        boolean signedBody,
        Duration horizon,
        Duration window) {}
