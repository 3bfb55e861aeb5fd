package dev.spillway.provisioner.tenant;

import dev.spillway.platform.plan.Plan;
import dev.spillway.provisioner.input.Fields;
import dev.spillway.provisioner.input.Findings;
import dev.spillway.provisioner.input.Rule;
import dev.spillway.provisioner.invite.InvitationView;
import dev.spillway.provisioner.invite.Invitee;
import dev.spillway.provisioner.listing.Page;
import dev.spillway.provisioner.listing.Window;
import dev.spillway.provisioner.source.NewSource;
import dev.spillway.provisioner.source.SourceBody;
import dev.spillway.provisioner.source.SourceReader;
import dev.spillway.provisioner.source.SourceView;
import dev.spillway.provisioner.source.Sources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/ops/v1/tenants")
@Tag(name = "Tenants")
class TenantController {

    private final Tenants tenants;
    private final TenantChanges changes;
    private final Sources sources;
    private final SourceReader sourceReader;

    TenantController(
            Tenants tenants, TenantChanges changes, Sources sources, SourceReader sourceReader) {
        this.tenants = tenants;
        this.changes = changes;
        this.sources = sources;
        this.sourceReader = sourceReader;
    }

    @Operation(summary = "Tenants, newest first")
    @GetMapping
    Page<TenantView> list(
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Findings findings = new Findings();
        TenantFilter filter =
                new TenantFilter(
                        Optional.ofNullable(query),
                        findings.parse("status", status, TenantStatus.RULE),
                        findings.parse("plan", plan, PlanRule.PLAN));
        Window window = Window.read(limit, cursor, findings);
        findings.raise();
        return tenants.list(filter, window);
    }

    @Operation(summary = "A tenant with its sources")
    @GetMapping("/{id}")
    TenantDetail get(@PathVariable UUID id) {
        return new TenantDetail(tenants.get(id).view(), sources.of(id));
    }

    @Operation(summary = "Renames a tenant or changes its plan")
    @RequestBody(content = @Content(schema = @Schema(implementation = TenantBody.class)))
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    TenantView update(@PathVariable UUID id, Fields body) {
        Optional<String> name = body.optional("name", Rule.NAME);
        Optional<Plan> plan = body.optional("plan", PlanRule.PLAN);
        body.end();
        return changes.update(id, name, plan);
    }

    @Operation(summary = "Refuses the tenant's webhooks with 403 until it is resumed")
    @PostMapping("/{id}/suspend")
    TenantView suspend(@PathVariable UUID id) {
        return changes.suspend(id);
    }

    @Operation(summary = "Accepts the tenant's webhooks again")
    @PostMapping("/{id}/resume")
    TenantView resume(@PathVariable UUID id) {
        return changes.resume(id);
    }

    @Operation(summary = "Adds a source")
    @RequestBody(content = @Content(schema = @Schema(implementation = SourceBody.class)))
    @PostMapping(path = "/{id}/sources", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    SourceView addSource(@PathVariable UUID id, Fields body) {
        Optional<NewSource> source = sourceReader.read(body);
        body.end();
        return changes.addSource(id, source.orElseThrow());
    }

    @Operation(summary = "Invites a person to administer the tenant")
    @RequestBody(content = @Content(schema = @Schema(implementation = Invitee.class)))
    @PostMapping(path = "/{id}/invitations", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    InvitationView invite(@PathVariable UUID id, Fields body) {
        Optional<Invitee> invitee = Invitee.read(body);
        body.end();
        return changes.invite(id, invitee.orElseThrow());
    }
}
