package dev.spillway.worker.quarantine;

import dev.spillway.platform.job.JobKind;
import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.store.ParcelStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Releases held requests that are found genuine. Each is stored before its row says so, as a parcel
 * under the request's own id: whoever does it again, because a worker died in between or because
 * two jobs are about the same request, finds that parcel claimed and stores nothing. Thread-safe.
 */
final class QuarantineRelease implements JobHandler {

    private final Selected selected;
    private final QuarantineRows rows;
    private final Judge judge;
    private final ParcelStore store;
    private final QuarantineMetrics metrics;
    private final Clock clock;

    QuarantineRelease(
            Selected selected,
            QuarantineRows rows,
            Judge judge,
            ParcelStore store,
            QuarantineMetrics metrics,
            Clock clock) {
        this.selected = selected;
        this.rows = rows;
        this.judge = judge;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.QUARANTINE_RELEASE;
    }

    @Override
    public Step next(Job job, int items) {
        List<UUID> ids = selected.next(job, items);
        if (ids.isEmpty()) {
            return Progress::finished;
        }
        boolean named = job.parameters(QuarantineSelection.class).ids() != null;
        Verdicts verdicts = new Verdicts();
        judge.judge(selected.read(job, ids), named).forEach(verdicts::add);
        verdicts.postpone(store(job.tenantId(), verdicts.genuine));
        return () -> write(verdicts, Selected.behind(ids), ids.size());
    }

    /**
     * The ids of those that could not be stored, because the tenant cannot be served at present.
     */
    private Set<UUID> store(UUID tenantId, List<Judgement.Genuine> genuine) {
        return genuine.isEmpty()
                ? Set.of()
                : store.store(
                                genuine.stream()
                                        .map(each ->
                                                new Parcel(
                                                        each.row().id(),
                                                        tenantId,
                                                        List.of(each.webhook())))
                                        .toList())
                        .waiting();
    }

    private Progress write(Verdicts verdicts, String place, int items) {
        Instant now = clock.instant();
        List<HeldRow> released = verdicts.genuine.stream().map(Judgement.Genuine::row).toList();
        rows.decide(released, Fate.RELEASED, now);
        rows.decide(verdicts.unreadable, Fate.REFUSED, now);
        rows.judged(verdicts.refused, now);
        int failed = verdicts.failed();
        return new Progress(
                place,
                released.size(),
                items - released.size() - failed,
                failed,
                () -> count(verdicts));
    }

    private void count(Verdicts verdicts) {
        metrics.released(verdicts.genuine.size());
        metrics.unreadable(verdicts.unreadable.size());
        verdicts.refused.forEach(each -> metrics.stillHeld(each.reason()));
        verdicts.postponed.forEach(each -> metrics.stillHeld(each.why()));
    }

    /** Whatever it is about that row, it stays held. */
    @Override
    public Step past(Job job, RuntimeException failure) {
        List<UUID> ids = selected.next(job, 1);
        return ids.isEmpty()
                ? Progress::finished
                : () -> new Progress(Selected.behind(ids), 0, 0, ids.size());
    }

    /** A step's judgements, by what follows from them. */
    private static final class Verdicts {

        private static final String TENANT_UNUSABLE = "tenant_unusable";

        private final List<Judgement.Genuine> genuine = new ArrayList<>();
        private final List<Judgement.Refused> refused = new ArrayList<>();
        private final List<Judgement.Postponed> postponed = new ArrayList<>();
        private final List<HeldRow> unreadable = new ArrayList<>();

        void add(Judgement judgement) {
            switch (judgement) {
                case Judgement.Genuine found -> genuine.add(found);
                case Judgement.Refused found -> refused.add(found);
                case Judgement.Postponed found -> postponed.add(found);
                case Judgement.Unreadable(HeldRow row) -> unreadable.add(row);
            }
        }

        int failed() {
            return refused.size() + postponed.size() + unreadable.size();
        }

        void postpone(Set<UUID> ids) {
            genuine.stream()
                    .filter(each -> ids.contains(each.row().id()))
                    .forEach(each ->
                            postponed.add(new Judgement.Postponed(each.row(), TENANT_UNUSABLE)));
            genuine.removeIf(each -> ids.contains(each.row().id()));
        }
    }
}
