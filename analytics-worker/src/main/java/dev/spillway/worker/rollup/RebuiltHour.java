package dev.spillway.worker.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An hour of event time whose counts a job makes anew.
 *
 * @param sourceId null for all of the tenant's sources together
 * @param start on the hour
 */
public record RebuiltHour(UUID tenantId, @Nullable UUID sourceId, Instant start, UUID jobId) {

    private static final Duration LENGTH = Duration.ofHours(1);

    public Instant end() {
        return start.plus(LENGTH);
    }
}
