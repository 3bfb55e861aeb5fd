package dev.spillway.platform.parcel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request that was accepted, as it was received. Immutable as long as nobody writes into
 * {@code body}, which is shared rather than copied because it is large and this is the hot path.
 *
 * @param id UUIDv7 made at receipt; its timestamp is {@code receivedAt}
 * @param sourceId the endpoint it was posted to
 * @param provider id of the preset that verified it and that will normalise it
 * @param receivedAt when the last byte was read, in milliseconds
 * @param method HTTP method, at most 16 characters
 * @param path what followed the ingest key, with its leading slash; empty when nothing did
 * @param query the query as it came, without the question mark and with credentials masked; empty
 *     when there was none
 * @param headers the headers worth keeping, in the order in which they came, secrets masked
 * @param body the bytes as they came, still compressed where the vendor compressed them
 * @param eventKey the provider's own key of this event, where its preset knows one; at most 255
 *     characters
 * @param verification what is known of the signature
 * @param test whether Spillway sent it itself; tests are left out of metrics
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id; the bytes are handed on, never copied
public record Webhook(
        UUID id,
        UUID sourceId,
        String provider,
        Instant receivedAt,
        String method,
        String path,
        String query,
        List<Header> headers,
        byte[] body,
        @Nullable String eventKey,
        Verification verification,
        boolean test) {

    public Webhook {
        headers = List.copyOf(headers);
    }

    /** Two webhooks are the same when their ids are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Webhook webhook && id.equals(webhook.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Ids and size only: a payload never reaches a log by accident. */
    @Override
    public String toString() {
        return "Webhook[%s, source=%s, %d bytes]".formatted(id, sourceId, body.length);
    }
}
