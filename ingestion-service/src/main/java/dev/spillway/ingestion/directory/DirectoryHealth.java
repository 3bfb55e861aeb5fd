package dev.spillway.ingestion.directory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up as soon as the directory was filled once, and then for good: a database that fails later is no
 * reason to stop accepting webhooks.
 */
final class DirectoryHealth implements HealthIndicator {

    private final SourceDirectory directory;

    DirectoryHealth(SourceDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Health health() {
        return directory.isLoaded() ? Health.up().build() : Health.outOfService().build();
    }
}
