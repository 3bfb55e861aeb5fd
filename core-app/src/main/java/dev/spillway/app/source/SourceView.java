package dev.spillway.app.source;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A source.
 *
 * @param provider the preset's id
 * @param mode {@code enforce}, {@code shadow} or {@code off}
 * @param status {@code active}, {@code pending}, {@code paused} or {@code deleted}
 * @param ingestUrl where the vendor posts; who knows it can send, so treat it with care
 */
public record SourceView(
        UUID id,
        String name,
        String provider,
        String mode,
        String status,
        URI ingestUrl,
        JsonNode settings,
        Instant createdAt,
        SourceStats stats) {

    SourceView with(SourceStats present) {
        return new SourceView(
                id, name, provider, mode, status, ingestUrl, settings, createdAt, present);
    }
}
