package dev.spillway.worker.store;

import dev.spillway.worker.identity.Claim;
import dev.spillway.worker.normalise.Outcome;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading a webhook came to. */
sealed interface Reading {

    /** It can be stored. */
    record Storable(
            Claim claim,
            Outcome outcome,
            LocalDate webhookExpiresOn,
            LocalDate eventExpiresOn,
            List<FoundEvent> events)
            implements Reading {}

    /** It cannot, and why. */
    record Dead(DeadLetterReason reason, @Nullable String errorClass) implements Reading {}
}
