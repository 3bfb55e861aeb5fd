package dev.spillway.worker.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * What a topic is to be told.
 *
 * @param id stable: a subscriber that sees it twice knows by it
 * @param topic name of the topic, not its ARN
 * @param payload JSON; {@code docs/events} describes it
 */
public record OutboxMessage(
        UUID tenantId, UUID id, String topic, String type, String payload, Instant createdAt) {}
