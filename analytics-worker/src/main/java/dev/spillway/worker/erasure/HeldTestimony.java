package dev.spillway.worker.erasure;

import dev.spillway.worker.quarantine.HeldSearch;
import dev.spillway.worker.redact.WebhookRewriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Refused requests that hold him: that there are some. What they say is nobody's to read. */
final class HeldTestimony implements Testimony {

    private final HeldSearch held;

    HeldTestimony(HeldSearch held) {
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
    public Page read(Subject subject, List<UUID> rows) {
        WebhookRewriter rewriter = subject.rewriter();
        HeldSearch.Found found =
                held.look(
                        subject.tenantId(),
                        rows,
                        rewriter::concerns,
                        () -> Subject.isEnough(rewriter));
        Page page = new Page();
        for (UUID row : found.looked()) {
            if (found.unread().contains(row)) {
                page.unread(row);
            } else {
                page.read(found.matchingIds().contains(row) ? line(row) : List.of());
            }
        }
        return page;
    }

    private List<Map<String, Object>> line(UUID row) {
        return List.of(Map.of("kind", kind(), "id", row.toString()));
    }
}
