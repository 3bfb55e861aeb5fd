package dev.spillway.worker.erasure;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Events that are kept for longer than the webhooks they came with: no body leads to them any more,
 * and somebody else's may mention him. Whether its webhook is gone is looked up for each: how long
 * one is kept was the plan's to say on the day of its receipt, so after a change to a smaller plan
 * an older one may be there while younger ones are gone.
 */
final class OldEventGround implements Ground {

    private static final String NEXT =
            "SELECT DISTINCT webhook_id FROM event WHERE tenant_id = ? AND webhook_id > ?"
                    + " AND webhook_id < ? ORDER BY webhook_id LIMIT ?";

    private final Rows rows;
    private final EventTexts events;
    private final Clock clock;

    OldEventGround(Rows rows, EventTexts events, Clock clock) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "event";
    }

    /** Ids of the webhooks that they came with. */
    @Override
    public List<UUID> rows(Subject subject, UUID after, int most) {
        return rows.jdbc()
                .query(
                        NEXT,
                        (row, _) -> Ids.uuid(row.getBytes("webhook_id")),
                        Ids.bytes(subject.tenantId()),
                        Ids.bytes(after),
                        Ids.bytes(Ids.firstAt(end(subject))),
                        most);
    }

    @Override
    public Look look(Subject subject, List<UUID> webhooks) {
        return new Look(webhooks, () -> rewrite(subject, webhooks));
    }

    /** What was received since then has not expired under any plan. */
    private Instant end(Subject subject) {
        int shortest = Arrays.stream(Plan.values()).mapToInt(Plan::webhookDays).min().orElseThrow();
        Instant expired =
                clock.instant().truncatedTo(ChronoUnit.DAYS).minus(shortest - 1L, ChronoUnit.DAYS);
        return expired.isBefore(subject.before()) ? expired : subject.before();
    }

    private Set<UUID> there(UUID tenantId, List<UUID> webhooks) {
        Set<UUID> there = new HashSet<>();
        rows.find(
                "SELECT id FROM webhook WHERE",
                List.of("tenant_id", "id"),
                webhooks,
                id -> new Object[] {Ids.bytes(tenantId), Ids.bytes(id)},
                row -> there.add(Ids.uuid(row.getBytes("id"))));
        return there;
    }

    private Outcome rewrite(Subject subject, List<UUID> webhooks) {
        TextRewriter rewriter = subject.rewriter().texts();
        Set<UUID> there = there(subject.tenantId(), webhooks);
        long changed =
                webhooks.stream()
                        .filter(id -> !there.contains(id))
                        .filter(id -> events.rewrite(subject.tenantId(), id, rewriter) > 0)
                        .count();
        return Outcome.of((int) changed);
    }
}
