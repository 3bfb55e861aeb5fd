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
import java.util.UUID;
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
    private final UnreadRows unread;
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
            UnreadRows unread,
            Duration keep,
            Clock clock) {
        this.tenants = tenants;
        this.tombstones = tombstones;
        this.grounds = List.copyOf(grounds);
        this.unread = unread;
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
        return place == null
                ? () -> bury(job, subject)
                : search(job, subject, Place.of(place), items);
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

    private Step search(Job job, Subject subject, Place place, int items) {
        Ground ground = grounds.get(place.ground());
        List<UUID> rows = ground.rows(subject, place.after(), items);
        if (rows.isEmpty()) {
            return () -> new Progress(behind(place), 0, 0, 0);
        }
        Ground.Look look = ground.look(subject, rows);
        return () -> {
            Ground.Outcome outcome = look.change().write();
            unread.add(job, ground.kind(), outcome.unread());
            int failed = outcome.unread().size();
            return new Progress(
                    place.behind(look.rows().getLast()).toString(),
                    outcome.changed(),
                    look.rows().size() - outcome.changed() - failed,
                    failed);
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
        Ground ground = grounds.get(place.ground());
        UUID row = ground.first(Subject.of(job, tenants), place.after()).orElseThrow(() -> failure);
        return () -> {
            unread.add(job, ground.kind(), List.of(row));
            return new Progress(place.behind(row).toString(), 0, 0, 1);
        };
    }
}
