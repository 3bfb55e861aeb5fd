package dev.spillway.provisioner.audit;

import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.rows.RowId;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what ops did, in the transaction that did it. Thread-safe. */
@Component
public class AuditLog {

    private final Rows rows;
    private final JsonMapper json;
    private final Clock clock;

    AuditLog(Rows rows, JsonMapper json, Clock clock) {
        this.rows = rows;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps one action.
     *
     * @param action stable, such as {@code tenant.suspended}
     * @param subject what it was done to, such as a slug
     * @param details more about it, without secrets
     */
    public void record(UUID tenantId, String action, String subject, Map<String, ?> details) {
        rows.insert(
                new AuditEntry(
                        new RowId(tenantId, Ids.next()),
                        clock.instant(),
                        action,
                        subject,
                        json.writeValueAsString(details)));
    }
}
