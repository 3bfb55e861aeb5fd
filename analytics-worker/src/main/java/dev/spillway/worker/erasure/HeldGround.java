package dev.spillway.worker.erasure;

import dev.spillway.worker.quarantine.HeldSearch;
import java.util.Optional;
import java.util.UUID;

/**
 * Refused requests that are held. One that holds him is given up: its signature is over every byte,
 * so what is rewritten could never be found genuine.
 */
final class HeldGround implements Ground {

    private final HeldSearch held;

    HeldGround(HeldSearch held) {
        this.held = held;
    }

    @Override
    public Optional<Slice> next(Subject subject, UUID after, int most) {
        return held.next(
                        subject.tenantId(),
                        subject.before(),
                        after,
                        most,
                        subject.rewriter()::concerns)
                .map(found -> new Slice(found.last(), found.looked(), () -> giveUp(found)));
    }

    private Outcome giveUp(HeldSearch.Found found) {
        held.giveUp(found);
        return new Outcome(found.matchingIds().size(), found.unread());
    }
}
