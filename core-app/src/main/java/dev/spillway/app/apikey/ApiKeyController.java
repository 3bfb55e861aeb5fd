package dev.spillway.app.apikey;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Caller;
import dev.spillway.app.caller.Scope;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.id.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys")
class ApiKeyController {

    private final ApiKeys keys;
    private final AuditLog audit;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, AuditLog audit, Clock clock) {
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make an API key (scope admin)",
            description = "The key is in this answer and nowhere else afterwards.")
    Made create(@RequestBody @Valid Wanted wanted) {
        ApiKeyToken token = ApiKeyToken.generate();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiKey key = new ApiKey(Ids.next(), wanted.name().strip(), token, wanted.scopes(), now);
        key.expire(wanted.expiresAt());
        if (Caller.current() instanceof Caller.Person person) {
            key.createdBy(person.userId());
        }
        keys.add(key);
        audit.record(
                "api_key.created",
                key.id().toString(),
                Map.of("name", key.name(), "scopes", key.scopes()));
        return new Made(key.id(), token.text());
    }

    @GetMapping
    @Operation(summary = "API keys, newest first, without the keys themselves (scope admin)")
    Listing<View> list(@ParameterObject @Valid Paging paging) {
        return paging.page(keys.list(paging), key -> Cursor.of(key.id())).map(View::of);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke an API key: its next call is refused (scope admin)")
    void revoke(@PathVariable UUID id) {
        if (!keys.revoke(id, clock.instant())) {
            throw new ProblemException(ErrorCode.NOT_FOUND);
        }
        audit.record("api_key.revoked", id.toString(), Map.of());
    }

    record Wanted(
            @NotBlank(message = "must be given")
                    @Size(max = 200, message = "must have at most 200 characters")
                    String name,
            @NotEmpty(message = "must name at least one of read, replay, sources, admin")
                    Set<Scope> scopes,
            @Future(message = "must lie in the future") @Nullable Instant expiresAt) {}

    record Made(UUID id, String key) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    record View(
            UUID id,
            String name,
            String prefix,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {

        static View of(ApiKey key) {
            return new View(
                    key.id(),
                    key.name(),
                    key.prefix(),
                    key.scopes(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt());
        }
    }
}
