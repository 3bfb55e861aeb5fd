package dev.spillway.app.audit;

import dev.spillway.app.caller.Actor;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.tenancy.TenantContext;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Adds to the audit log of the bound tenant. */
@Component
public class AuditLog {

    private static final int SUBJECT_LENGTH = 255;

    private final TenantDatabase database;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(TenantDatabase database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What the present caller did.
     *
     * @param action such as {@code api_key.created}
     * @param subject what it was done to, mostly an id
     * @param details without secrets
     */
    public void record(String action, String subject, Map<String, ?> details) {
        record(Caller.current().actor(), action, subject, details);
    }

    /** What somebody did who is not logged in, or not yet. */
    public void record(Actor actor, String action, String subject, Map<String, ?> details) {
        database.sql(
                        "INSERT INTO app_audit_entry"
                                + " (tenant_id, id, at, actor_kind, actor, action, subject, details)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(Ids.bytes(TenantContext.required()))
                .param(Ids.bytes(Ids.next()))
                .param(Row.time(clock.instant()))
                .param(actor.kind())
                .param(actor.name())
                .param(action)
                .param(subject.substring(0, Math.min(subject.length(), SUBJECT_LENGTH)))
                .param(json.writeValueAsString(details))
                .update();
    }
}
