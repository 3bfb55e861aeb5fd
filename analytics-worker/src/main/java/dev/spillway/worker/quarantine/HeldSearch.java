package dev.spillway.worker.quarantine;

import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.worker.redact.UnsearchableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks into held requests for somebody. Thread-safe. */
public final class HeldSearch {

    private final HeldRows held;
    private final QuarantineRows rows;
    private final DataKeys keys;
    private final Clock clock;

    HeldSearch(HeldRows held, QuarantineRows rows, DataKeys keys, Clock clock) {
        this.held = held;
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
    }

    /** What was looked into. */
    public static final class Found {

        private final List<UUID> looked = new ArrayList<>();
        private final List<HeldRow> matching = new ArrayList<>();
        private final List<UUID> unread = new ArrayList<>();

        private Found() {}

        /** Those that were looked into, or are gone by now; the first of what was asked for. */
        public List<UUID> looked() {
            return looked;
        }

        /** Those that do not open, or cannot be read. */
        public List<UUID> unread() {
            return unread;
        }

        /** Those in which it was found. */
        public List<UUID> matchingIds() {
            return matching.stream().map(HeldRow::id).toList();
        }
    }

    /**
     * Ids of the next ones, no more than a step may hold.
     *
     * @param before they were received
     * @param after the last one that was looked into
     */
    public List<UUID> next(UUID tenantId, Instant before, UUID after, int most) {
        return held.next(
                tenantId,
                new QuarantineSelection(null, null, null, null, before),
                after,
                most,
                clock.instant());
    }

    /**
     * Looks into some, the first one at least.
     *
     * @param enough whether it took as long as it may
     */
    public Found look(
            UUID tenantId, List<UUID> ids, Predicate<HeldRequest> wanted, BooleanSupplier enough) {
        Map<UUID, HeldRow> rows =
                held.read(tenantId, ids).stream()
                        .collect(Collectors.toMap(HeldRow::id, Function.identity()));
        Found found = new Found();
        for (Iterator<UUID> each = ids.iterator(); each.hasNext() && !enough.getAsBoolean(); ) {
            UUID id = each.next();
            found.looked.add(id);
            HeldRow row = rows.get(id);
            if (row != null) {
                look(row, wanted, found);
            }
        }
        return found;
    }

    private void look(HeldRow row, Predicate<HeldRequest> wanted, Found found) {
        Optional<HeldRequest> request = keys.open(row);
        try {
            if (request.isEmpty()) {
                found.unread.add(row.id());
            } else if (wanted.test(request.get())) {
                found.matching.add(row);
            }
        } catch (UnsearchableException e) {
            found.unread.add(row.id());
        }
    }

    /** Gives those up that match, in the caller's transaction: what they held is gone with it. */
    public void giveUp(Found found) {
        rows.decide(found.matching, Fate.ERASED, clock.instant());
    }
}
