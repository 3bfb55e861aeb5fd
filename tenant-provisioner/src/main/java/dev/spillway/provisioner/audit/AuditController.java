package dev.spillway.provisioner.audit;

import dev.spillway.provisioner.input.Findings;
import dev.spillway.provisioner.listing.Page;
import dev.spillway.provisioner.listing.Window;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.PredicateSpecification;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Audit")
class AuditController {

    private final AuditEntries entries;
    private final JsonMapper json;

    AuditController(AuditEntries entries, JsonMapper json) {
        this.entries = entries;
        this.json = json;
    }

    @Operation(summary = "What was done, newest first; of one tenant or of all")
    @GetMapping("/ops/v1/audit")
    Page<AuditView> list(
            @RequestParam(required = false) @Nullable UUID tenant,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Findings findings = new Findings();
        Window window = Window.read(limit, cursor, findings);
        findings.raise();
        List<AuditEntry> found =
                entries.findBy(
                        matching(tenant, window),
                        query ->
                                query.sortBy(Sort.by("id.id").descending())
                                        .limit(window.rows())
                                        .all());
        return window.page(found, AuditEntry::id, this::view);
    }

    private static PredicateSpecification<AuditEntry> matching(
            @Nullable UUID tenant, Window window) {
        PredicateSpecification<AuditEntry> all = PredicateSpecification.unrestricted();
        PredicateSpecification<AuditEntry> found =
                window.before().map(before -> all.and(olderThan(before))).orElse(all);
        return tenant == null
                ? found
                : found.and((entry, criteria) ->
                        criteria.equal(entry.get("id").get("tenantId"), tenant));
    }

    private static PredicateSpecification<AuditEntry> olderThan(UUID id) {
        return (entry, criteria) -> criteria.lessThan(entry.get("id").get("id"), id);
    }

    private AuditView view(AuditEntry entry) {
        return new AuditView(
                entry.id(),
                entry.tenantId(),
                entry.at(),
                new AuditView.Actor(entry.actorKind(), entry.actor()),
                entry.action(),
                entry.subject(),
                json.readTree(entry.details()));
    }
}
