package dev.spillway.provisioner.source;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A source as ops see it: never a credential. */
public record SourceView(
        UUID id,
        String name,
        String provider,
        String mode,
        String status,
        String ingestKey,
        String ingestUrl,
        Map<String, String> settings,
        Instant createdAt) {

    public SourceView {
        settings = Map.copyOf(settings);
    }
}
