package dev.spillway.app.deadletter;

import dev.spillway.app.http.HeaderLine;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The webhook in a dead letter, without its body.
 *
 * @param size bytes of the body
 * @param verification {@code verified}, {@code failed} or {@code unchecked}
 */
record Content(
        UUID id,
        UUID sourceId,
        String provider,
        Instant receivedAt,
        String method,
        String path,
        String query,
        @Nullable String contentType,
        long size,
        String verification,
        @Nullable String eventKey,
        List<HeaderLine> headers) {

    static Content of(Webhook webhook) {
        return new Content(
                webhook.id(),
                webhook.sourceId(),
                webhook.provider(),
                webhook.receivedAt(),
                webhook.method(),
                webhook.path(),
                webhook.query(),
                contentType(webhook),
                webhook.body().length,
                webhook.verification().code(),
                webhook.eventKey(),
                webhook.headers().stream()
                        .map(header -> new HeaderLine(header.name(), header.value()))
                        .toList());
    }

    static @Nullable String contentType(Webhook webhook) {
        return webhook.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(Header::value)
                .findFirst()
                .orElse(null);
    }
}
