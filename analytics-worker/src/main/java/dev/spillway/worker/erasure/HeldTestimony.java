package dev.spillway.worker.erasure;

import dev.spillway.worker.quarantine.HeldSearch;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Refused requests that hold him: that there are some. What they say is nobody's to read. */
final class HeldTestimony implements Testimony {

    private final HeldSearch held;

    HeldTestimony(HeldSearch held) {
        this.held = held;
    }

    @Override
    public Optional<Page> next(Subject subject, UUID after, int most) {
        return held.next(
                        subject.tenantId(),
                        subject.before(),
                        after,
                        most,
                        subject.rewriter()::concerns)
                .map(found ->
                        new Page(
                                found.last(),
                                found.looked(),
                                found.matchingIds().stream()
                                        .<Map<String, Object>>map(id ->
                                                Map.of("kind", "held_request", "id", id.toString()))
                                        .toList()));
    }
}
