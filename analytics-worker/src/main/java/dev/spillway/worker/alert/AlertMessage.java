package dev.spillway.worker.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.worker.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something has gone wrong, or is well again. {@code docs/events/alerts.md} describes it.
 *
 * @param id follows from the alert's, so that no look tells of the same thing under two
 * @param tenantId 16 zero bytes for what only operators are told
 */
record AlertMessage(
        UUID id, String type, int version, UUID tenantId, String occurredAt, About alert) {

    static final String TOPIC = "alerts";
    static final String FIRING = "alert.firing";
    static final String RESOLVED = "alert.resolved";
    static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    /** The alert itself; times as RFC 3339 has them. */
    record About(
            UUID id,
            String kind,
            String scope,
            @Nullable Source source,
            String measure,
            double value,
            long basis,
            double threshold,
            long windowMinutes,
            String breachedAt,
            String firedAt,
            @Nullable String resolvedAt,
            @Nullable String resolution) {}

    record Source(UUID id, String name) {}

    /** What a step is told as; empty for one that nobody is told of. */
    static Optional<OutboxMessage> of(
            Step step, AlertRule rule, @Nullable String sourceName, Instant now) {
        return switch (step) {
            case Step.Fired(OpenAlert alert, _) ->
                    Optional.of(
                            message(
                                    MessageIds.firing(alert.id()),
                                    FIRING,
                                    about(alert, rule, sourceName, now, null),
                                    alert,
                                    now));
            case Step.Resolved(OpenAlert alert, Resolution resolution) ->
                    Optional.of(
                            message(
                                    MessageIds.resolved(alert.id()),
                                    RESOLVED,
                                    about(alert, rule, sourceName, now, resolution),
                                    alert,
                                    now));
            case Step.Opened _, Step.Kept _, Step.Dropped _ -> Optional.empty();
        };
    }

    private static OutboxMessage message(
            UUID id, String type, About about, OpenAlert alert, Instant now) {
        AlertMessage message =
                new AlertMessage(id, type, VERSION, alert.tenantId(), now.toString(), about);
        return new OutboxMessage(
                alert.tenantId(), id, TOPIC, type, JSON.writeValueAsString(message), now);
    }

    private static About about(
            OpenAlert alert,
            AlertRule rule,
            @Nullable String sourceName,
            Instant now,
            @Nullable Resolution resolution) {
        Instant firedAt = alert.firedAt() == null ? now : alert.firedAt();
        return new About(
                alert.id(),
                alert.kind().code(),
                alert.kind().scope().code(),
                source(alert.scopeId(), sourceName),
                alert.kind().measure().code(),
                alert.value(),
                alert.basis(),
                alert.threshold(),
                rule.window().toMinutes(),
                alert.breachedAt().toString(),
                firedAt.toString(),
                resolution == null ? null : now.toString(),
                resolution == null ? null : resolution.code());
    }

    private static @Nullable Source source(UUID scopeId, @Nullable String name) {
        return scopeId.equals(Reading.WHOLE) ? null : new Source(scopeId, name == null ? "" : name);
    }
}
