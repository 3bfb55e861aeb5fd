package dev.spillway.worker.erasure;

import dev.spillway.worker.quarantine.HeldSearch;
import dev.spillway.worker.redact.WebhookRewriter;
import java.util.List;
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
    public String kind() {
        return "held_request";
    }

    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return held.next(subject.tenantId(), subject.before(), after, most);
    }

    @Override
    public Look look(Subject subject, List<UUID> rows) {
        WebhookRewriter rewriter = subject.rewriter();
        HeldSearch.Found found =
                held.look(
                        subject.tenantId(),
                        rows,
                        rewriter::concerns,
                        () -> Subject.isEnough(rewriter));
        return new Look(
                found.looked(),
                () -> {
                    held.giveUp(found);
                    return new Outcome(found.matchingIds().size(), found.unread());
                });
    }
}
