package dev.spillway.ingestion.directory;

import dev.spillway.platform.telemetry.Metrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/** What there is to know of the directory from outside. */
final class DirectoryMeters implements MeterBinder {

    /** Gauge: sources in the directory. */
    static final String SOURCES = "spillway.door.directory.sources";

    /** Gauge: sources whose rows cannot be used here, and which answer 503. */
    static final String UNUSABLE = "spillway.door.directory.unusable";

    /** Counter: refreshes that failed. */
    static final String FAILURES = "spillway.door.directory.failures";

    private final SourceDirectory directory;
    private final DirectoryRefresher refresher;

    DirectoryMeters(SourceDirectory directory, DirectoryRefresher refresher) {
        this.directory = directory;
        this.refresher = refresher;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(Metrics.DIRECTORY_AGE, refresher, DirectoryMeters::ageInSeconds)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(SOURCES, directory, known -> known.snapshot().size()).register(meters);
        Gauge.builder(UNUSABLE, directory, known -> known.snapshot().unusable()).register(meters);
        FunctionCounter.builder(FAILURES, refresher, DirectoryRefresher::failures).register(meters);
    }

    /** Not a number before the first refresh: no age would be true. */
    private static double ageInSeconds(DirectoryRefresher refresher) {
        return refresher
                .age()
                .map(Duration::toMillis)
                .map(millis -> millis / 1e3)
                .orElse(Double.NaN);
    }
}
