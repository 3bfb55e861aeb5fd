package dev.spillway.worker.archive;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while objects are not taken: nothing is deleted then, and soon nothing received. */
final class ArchiveHealth implements HealthIndicator {

    private final ArchiveOutage outage;

    ArchiveHealth(ArchiveOutage outage) {
        this.outage = outage;
    }

    @Override
    public Health health() {
        return outage.failure()
                .map(failure -> Health.down().withDetail("failure", failure).build())
                .orElseGet(() -> Health.up().build());
    }
}
