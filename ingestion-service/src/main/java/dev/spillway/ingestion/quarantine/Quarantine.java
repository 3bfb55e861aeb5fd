package dev.spillway.ingestion.quarantine;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.quarantine.HeldRequest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Takes refused requests, as long as there is room. Neither seals nor sends, so that a refusal is
 * answered as fast as without it, and nobody can tell by the answer whether a request was kept.
 * Thread-safe.
 */
public final class Quarantine {

    private final QuarantineProperties properties;
    private final WaitingRequests waiting;
    private final QuarantineMeters meters;
    private final Map<UUID, Budget> budgets = new ConcurrentHashMap<>();

    Quarantine(QuarantineProperties properties, WaitingRequests waiting, QuarantineMeters meters) {
        this.properties = properties;
        this.waiting = waiting;
        this.meters = meters;
    }

    /**
     * Keeps a request if it may.
     *
     * @param id UUIDv7 of its receipt
     * @param reason what its sender is told
     * @param size bytes of its body
     * @param request made only once there is a budget for it
     */
    public void offer(
            SourceQuarantine source,
            UUID id,
            ErrorCode reason,
            int size,
            Supplier<HeldRequest> request) {
        if (size > properties.maxBody().toBytes()) {
            meters.leftOut(LeftOut.TOO_LARGE, 1);
        } else if (!budget(source.sourceId()).take(size, System.nanoTime())) {
            meters.leftOut(LeftOut.OVER_BUDGET, 1);
        } else if (!waiting.add(new WaitingRequest(source, id, reason, request.get()))) {
            meters.leftOut(LeftOut.BACKLOG_FULL, 1);
        }
    }

    /** There are never more than the directory has had sources. */
    private Budget budget(UUID sourceId) {
        Budget known = budgets.get(sourceId);
        return known != null ? known : budgets.computeIfAbsent(sourceId, _ -> whole());
    }

    private Budget whole() {
        return new Budget(
                properties.requestsPerMinute(),
                properties.bytesPerMinute().toBytes(),
                System.nanoTime());
    }
}
