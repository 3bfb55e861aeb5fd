package dev.spillway.worker.alert;

import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns readings into alerts and messages: what becomes of an alert and what is told of it are one
 * transaction. Two judges of one tenant wait for each other, and the later one finds what the first
 * one left. Thread-safe.
 */
final class Judge {

    private final AlertRows alerts;
    private final OutboxRows outbox;
    private final TransactionTemplate transaction;

    Judge(AlertRows alerts, OutboxRows outbox, TransactionTemplate transaction) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /**
     * Judges a tenant, or the platform.
     *
     * @param readings of all that is watched: what is open and not among them is watched no more
     * @param names of sources, by id
     * @return what changed for somebody: alerts that fired and alerts that were resolved
     */
    List<Step> judge(
            UUID tenantId,
            List<Reading> readings,
            Function<AlertKind, AlertRule> rules,
            Map<UUID, String> names,
            Instant now) {
        List<Step> told = new ArrayList<>();
        transaction.executeWithoutResult(_ -> {
            told.clear();
            List<OutboxMessage> messages = new ArrayList<>();
            for (Step step : steps(tenantId, readings, rules, now)) {
                AlertRule rule = rules.apply(step.alert().kind());
                alerts.apply(step, now);
                AlertMessage.of(step, rule, names.get(step.alert().scopeId()), now)
                        .ifPresent(message -> {
                            messages.add(message);
                            told.add(step);
                        });
            }
            outbox.add(messages);
        });
        return told;
    }

    private List<Step> steps(
            UUID tenantId,
            List<Reading> readings,
            Function<AlertKind, AlertRule> rules,
            Instant now) {
        Map<Reading.Key, OpenAlert> open = alerts.open(tenantId);
        List<Step> steps = new ArrayList<>();
        for (Reading reading : readings) {
            OpenAlert known = open.remove(reading.key());
            Step.of(tenantId, known, reading, rules.apply(reading.kind()), now)
                    .ifPresent(steps::add);
        }
        open.values().forEach(unwatched -> steps.add(Step.unwatched(unwatched)));
        return steps;
    }
}
