package dev.spillway.worker.quarantine;

import dev.spillway.platform.job.QuarantineSelection;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.quarantine.HeldRequestCodec.UnsupportedHeldRequestException;
import dev.spillway.platform.secret.RequestCipher;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

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

        private final List<UUID> ids;
        private final List<HeldRow> matching = new ArrayList<>();
        private int unread;

        private Found(List<UUID> ids) {
            this.ids = ids;
        }

        /** The last one that was looked into. */
        public UUID last() {
            return ids.getLast();
        }

        public int looked() {
            return ids.size();
        }

        /** How many do not open. */
        public int unread() {
            return unread;
        }

        /** Those in which it was found. */
        public List<UUID> matchingIds() {
            return matching.stream().map(HeldRow::id).toList();
        }
    }

    /**
     * Looks into the next ones; empty where none are left.
     *
     * @param before they were received
     * @param after the last one that was looked into
     */
    public Optional<Found> next(
            UUID tenantId, Instant before, UUID after, int most, Predicate<HeldRequest> wanted) {
        List<UUID> ids =
                held.next(
                        tenantId,
                        new QuarantineSelection(null, null, null, null, before),
                        after,
                        most,
                        clock.instant());
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        Found found = new Found(ids);
        for (HeldRow row : held.read(tenantId, ids)) {
            look(row, wanted, found);
        }
        return Optional.of(found);
    }

    private void look(HeldRow row, Predicate<HeldRequest> wanted, Found found) {
        Optional<TenantKey> key = keys.find(row.tenantId(), row.keyVersion());
        try {
            if (key.isEmpty()) {
                found.unread++;
            } else if (wanted.test(open(row, key.get()))) {
                found.matching.add(row);
            }
        } catch (SecretUnreadableException | UnsupportedHeldRequestException e) {
            found.unread++;
        }
    }

    private static HeldRequest open(HeldRow row, TenantKey key) {
        return HeldRequestCodec.decode(
                RequestCipher.open(key, row.sourceId(), row.id(), row.sealed()));
    }

    /** Gives those up that match, in the caller's transaction: what they held is gone with it. */
    public void giveUp(Found found) {
        rows.decide(found.matching, Fate.ERASED, clock.instant());
    }
}
