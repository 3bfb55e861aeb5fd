package dev.spillway.worker.store;

import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.normalise.NormalisedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of a webhook, ready to be stored.
 *
 * @param id UUIDv7
 * @param ordinal its place inside the webhook
 * @param claim null where its webhook's claim decides
 * @param recipient null where it has none
 */
record FoundEvent(
        UUID id,
        int ordinal,
        NormalisedEvent event,
        @Nullable Claim claim,
        @Nullable Recipient recipient) {

    /**
     * A recipient as he may be kept.
     *
     * @param hash in hexadecimal
     * @param told the address in clear, to be passed on and kept nowhere; null unless the tenant
     *     wants it told, and of an event that suppresses nobody
     */
    record Recipient(String hash, String masked, @Nullable String told) {

        /** Without the address: a record's text ends up in logs. */
        @Override
        public String toString() {
            return "Recipient[" + masked + "]";
        }
    }
}
