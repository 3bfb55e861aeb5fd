package dev.spillway.provisioner.audit;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One thing that somebody did, as ops read it. */
record AuditView(
        UUID id,
        UUID tenantId,
        Instant at,
        Actor actor,
        String action,
        String subject,
        JsonNode details) {

    /**
     * Who did it.
     *
     * @param kind user, api_key, ops or system
     */
    record Actor(String kind, String name) {}
}
