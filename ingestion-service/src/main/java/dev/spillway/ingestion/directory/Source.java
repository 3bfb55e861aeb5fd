package dev.spillway.ingestion.directory;

import dev.spillway.ingestion.handshake.SourceHandshake;
import dev.spillway.ingestion.quarantine.SourceQuarantine;
import dev.spillway.ingestion.signature.SignatureCheck;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.provider.EventIdentity;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An endpoint that the door knows, and what a request to it meets. Immutable and thread-safe. */
public sealed interface Source {

    UUID id();

    UUID tenantId();

    /**
     * Takes webhooks.
     *
     * @param plan what its tenant may send
     * @param check who may post to it
     * @param response what its vendor hears, under its settings
     * @param identity how its events are told apart, under its settings
     * @param handshake what its vendor asks beside webhooks; null for nothing
     * @param quarantine seals what it refuses; null where that is not kept
     */
    record Open(
            UUID id,
            UUID tenantId,
            Plan plan,
            Preset preset,
            SignatureCheck check,
            PresetResponse response,
            EventIdentity identity,
            @Nullable SourceHandshake handshake,
            @Nullable SourceQuarantine quarantine)
            implements Source {}

    /**
     * Refuses every request for the same reason: the tenant is suspended, the source deleted or
     * paused, or its row cannot be used here.
     */
    record Closed(UUID id, UUID tenantId, ErrorCode reason) implements Source {}
}
