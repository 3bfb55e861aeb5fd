package dev.spillway.app.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or was.
 *
 * @param scope {@code source} or {@code tenant}
 * @param sourceId of the source that it is about; null for the tenant as a whole
 * @param measure what {@code value} is: {@code share}, {@code share_of_usual} or {@code count}
 * @param value as it was seen last
 * @param basis of how many; of silence, how many usually come
 * @param resolution why it ended: {@code recovered}, {@code too_little} or {@code not_watched}
 */
record Alert(
        UUID id,
        String kind,
        String scope,
        @Nullable UUID sourceId,
        String status,
        String measure,
        double value,
        long basis,
        double threshold,
        Instant breachedAt,
        Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution) {}
