package dev.spillway.ingestion.testkit;

import java.util.UUID;

/** A source that a test made. */
public record Endpoint(UUID tenantId, UUID sourceId, String ingestKey) {

    public String path() {
        return "/in/" + ingestKey;
    }
}
