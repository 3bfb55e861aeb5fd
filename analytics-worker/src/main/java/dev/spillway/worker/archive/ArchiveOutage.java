package dev.spillway.worker.archive;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers whether the archive took the last object that it was given. Thread-safe. */
public final class ArchiveOutage implements Outage {

    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    @Override
    public void failed(String why) {
        failure.set(why);
    }

    @Override
    public void recovered() {
        failure.set(null);
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Tells another one too. */
    public Outage and(Outage other) {
        return new Outage() {
            @Override
            public void failed(String why) {
                ArchiveOutage.this.failed(why);
                other.failed(why);
            }

            @Override
            public void recovered() {
                ArchiveOutage.this.recovered();
                other.recovered();
            }
        };
    }
}
