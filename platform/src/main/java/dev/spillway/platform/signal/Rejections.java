package dev.spillway.platform.signal;

import dev.spillway.platform.parcel.Header;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Requests of one tenant that the door refused, counted over a short while.
 *
 * @param id UUIDv7; the worker claims it, so that a redelivered signal counts nothing twice
 * @param tenantId whose sources refused them
 * @param counts at least one
 */
public record Rejections(UUID id, UUID tenantId, List<Count> counts) implements Signal {

    public Rejections {
        counts = List.copyOf(counts);
    }

    /**
     * How often a source refused for one reason within one minute.
     *
     * @param sourceId the source
     * @param reason stable code of the error that the sender was told
     * @param minute start of the minute
     * @param count how many, at least one
     * @param samples a few of them, bounded by the door
     */
    public record Count(
            UUID sourceId, String reason, Instant minute, long count, List<Sample> samples) {
        public Count {
            samples = List.copyOf(samples);
        }
    }

    /**
     * One refused request; its body is not kept.
     *
     * @param id UUIDv7
     * @param at when it was refused
     * @param method HTTP method
     * @param path what followed the ingest key
     * @param headers the headers worth keeping, secrets masked
     * @param size bytes of body that were read
     */
    public record Sample(
            UUID id, Instant at, String method, String path, List<Header> headers, long size) {
        public Sample {
            headers = List.copyOf(headers);
        }
    }
}
