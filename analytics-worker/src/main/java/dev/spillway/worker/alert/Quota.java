package dev.spillway.worker.alert;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

/** What a tenant has received this calendar month. Thread-safe. */
final class Quota {

    private final RollupCounts counts;
    private final Kept<Month, Long> used = new Kept<>();

    Quota(RollupCounts counts) {
        this.counts = counts;
    }

    private record Month(UUID tenantId, YearMonth month) {}

    long used(UUID tenantId, Instant now) {
        YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        return used.get(new Month(tenantId, month), now, () -> read(tenantId, month, now));
    }

    private long read(UUID tenantId, YearMonth month, Instant now) {
        Instant start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return counts.received(tenantId, start, now);
    }
}
