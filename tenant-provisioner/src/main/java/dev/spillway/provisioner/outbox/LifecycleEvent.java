package dev.spillway.provisioner.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * What the topic carries; {@code docs/events/tenant-lifecycle.md} is its contract.
 *
 * @param id stable over redeliveries: subscribers drop what they have seen
 * @param type what happened, such as {@code tenant.provisioned}
 * @param version of this format
 */
record LifecycleEvent(UUID id, String type, int version, Instant occurredAt, Object tenant) {}
