package dev.spillway.provisioner.outbox;

import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.rows.RowId;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes events for the tenant-lifecycle topic. Thread-safe. */
@Component
public class Outbox {

    static final String TOPIC = "tenant-lifecycle";

    /** Says that something was written, so that the relay need not wait for its next look. */
    record Written() {}

    private static final int VERSION = 1;

    private final Rows rows;
    private final JsonMapper json;
    private final ApplicationEventPublisher listeners;
    private final Clock clock;

    Outbox(Rows rows, JsonMapper json, ApplicationEventPublisher listeners, Clock clock) {
        this.rows = rows;
        this.json = json;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Writes an event in the transaction of the caller; it is published after the commit, at least
     * once.
     *
     * @param type what happened, such as {@code tenant.provisioned}
     * @param tenant the tenant after it happened, without secrets
     */
    public void write(UUID tenantId, String type, Object tenant) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        String payload =
                json.writeValueAsString(new LifecycleEvent(id, type, VERSION, now, tenant));
        rows.insert(new OutboxEvent(new RowId(tenantId, id), TOPIC, type, payload, now));
        listeners.publishEvent(new Written());
    }
}
