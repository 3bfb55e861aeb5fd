package dev.spillway.worker.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a tenant has received this calendar month. A month is many rows and changes slowly, so it is
 * not read at every look. Thread-safe.
 */
final class Quota {

    private static final Duration KEPT = Duration.ofMinutes(15);

    private final RollupCounts counts;
    private final Map<UUID, Used> used = new ConcurrentHashMap<>();

    Quota(RollupCounts counts) {
        this.counts = counts;
    }

    private record Used(YearMonth month, Instant readAt, long webhooks) {
        boolean isGood(YearMonth now, Instant at) {
            return month.equals(now) && readAt.plus(KEPT).isAfter(at);
        }
    }

    long used(UUID tenantId, Instant now) {
        YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        return used.compute(
                        tenantId,
                        (_, known) ->
                                known != null && known.isGood(month, now)
                                        ? known
                                        : read(tenantId, month, now))
                .webhooks;
    }

    private Used read(UUID tenantId, YearMonth month, Instant now) {
        Instant start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Used(month, now, counts.received(tenantId, start, now));
    }
}
