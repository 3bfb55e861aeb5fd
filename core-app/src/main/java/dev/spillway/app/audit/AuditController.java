package dev.spillway.app.audit;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit")
class AuditController {

    private static final UUID NEWEST = new UUID(-1, -1);

    private final TenantDatabase database;
    private final JsonMapper json;

    AuditController(TenantDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "Who did what, newest first (scope admin)")
    Listing<AuditEntry> list(@ParameterObject @Valid Paging paging) {
        UUID before = paging.after(2).map(cursor -> cursor.id(0)).orElse(NEWEST);
        List<AuditEntry> rows =
                database.sql(
                                "SELECT id, at, actor_kind, actor, action, subject, details"
                                        + " FROM app_audit_entry WHERE id < ? ORDER BY id DESC LIMIT ?")
                        .param(Ids.bytes(before))
                        .param(paging.rows())
                        .query(Row.mapper(this::entry))
                        .list();
        return paging.page(rows, entry -> Cursor.of(entry.id()));
    }

    private AuditEntry entry(Row row) throws SQLException {
        return new AuditEntry(
                row.id("id"),
                row.instant("at"),
                row.text("actor_kind"),
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                json.readTree(row.text("details")));
    }
}
