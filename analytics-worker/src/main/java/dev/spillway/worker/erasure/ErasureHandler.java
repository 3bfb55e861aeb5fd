package dev.spillway.worker.erasure;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.Tombstones;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes somebody out of all that is kept of a tenant. The tombstone comes first: from its commit on
 * nothing that holds him is stored any more, so a search that begins afterwards and goes through
 * everything once finds him wherever he is. Thread-safe.
 */
final class ErasureHandler implements JobHandler {

    private final Tenants tenants;
    private final Tombstones tombstones;
    private final List<Ground> grounds;
    private final Duration keep;
    private final Clock clock;

    /**
     * A handler.
     *
     * @param grounds in the order in which they are searched
     * @param keep how long a tombstone stands
     */
    ErasureHandler(
            Tenants tenants,
            Tombstones tombstones,
            List<Ground> grounds,
            Duration keep,
            Clock clock) {
        this.tenants = tenants;
        this.tombstones = tombstones;
        this.grounds = List.copyOf(grounds);
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.RECIPIENT_ERASURE;
    }

    @Override
    public Step next(Job job, int items) {
        Subject subject = Subject.of(job, tenants);
        String place = job.place();
        return place == null ? () -> bury(job, subject) : search(subject, Place.of(place), items);
    }

    private Progress bury(Job job, Subject subject) {
        tombstones.add(
                subject.tenantId(),
                subject.hashes(),
                subject.before(),
                clock.instant().plus(keep),
                job.id());
        return new Progress(Place.BEGINNING.toString(), 0, 0, 0);
    }

    private Step search(Subject subject, Place place, int items) {
        Optional<Ground.Slice> found =
                grounds.get(place.ground()).next(subject, place.after(), items);
        if (found.isEmpty()) {
            return () -> new Progress(behind(place), 0, 0, 0);
        }
        Ground.Slice slice = found.get();
        return () -> {
            Ground.Outcome outcome = slice.change().write();
            return new Progress(
                    place.behind(slice.last()).toString(),
                    outcome.changed(),
                    slice.looked() - outcome.changed() - outcome.unread(),
                    outcome.unread());
        };
    }

    private @Nullable String behind(Place place) {
        return place.ground() + 1 < grounds.size() ? place.nextGround().toString() : null;
    }

    /**
     * Whatever it is about that row, the others are searched; it shows as failed. His own events
     * are found by what is taken out of them, so there is no way past one of those.
     */
    @Override
    public Step past(Job job, RuntimeException failure) {
        String text = job.place();
        if (text == null) {
            throw failure;
        }
        Place place = Place.of(text);
        Ground.Slice slice =
                grounds.get(place.ground())
                        .next(Subject.of(job, tenants), place.after(), 1)
                        .filter(found -> !found.last().equals(place.after()))
                        .orElseThrow(() -> failure);
        return () -> new Progress(place.behind(slice.last()).toString(), 0, 0, slice.looked());
    }
}
