package dev.spillway.app.audit;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One thing that was done.
 *
 * @param actorKind {@code user}, {@code api_key}, {@code ops} or {@code system}
 * @param actor e-mail of a user, id of an API key
 * @param action such as {@code session.opened}
 * @param subject what it was done to
 */
record AuditEntry(
        UUID id,
        Instant at,
        String actorKind,
        String actor,
        String action,
        String subject,
        JsonNode details) {}
