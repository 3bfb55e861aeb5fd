package dev.spillway.platform.parcel;

import java.util.List;
import java.util.UUID;

/**
 * What one SQS message carries: webhooks of one tenant, packed together.
 *
 * @param id UUIDv7; the worker claims it, so that a redelivered parcel changes nothing
 * @param tenantId whose webhooks these are; also the message's group id
 * @param webhooks at least one
 */
public record Parcel(UUID id, UUID tenantId, List<Webhook> webhooks) {

    public Parcel {
        webhooks = List.copyOf(webhooks);
        if (webhooks.isEmpty()) {
            throw new IllegalArgumentException("a parcel carries at least one webhook");
        }
    }

    /** Bytes of all bodies together. */
    public long bodyBytes() {
        return webhooks.stream().mapToLong(webhook -> webhook.body().length).sum();
    }
}
