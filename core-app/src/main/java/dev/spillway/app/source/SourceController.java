package dev.spillway.app.source;

import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sources")
@Tag(name = "Sources")
class SourceController {

    private final Sources sources;
    private final SourceBook book;

    SourceController(Sources sources, SourceBook book) {
        this.sources = sources;
        this.book = book;
    }

    @GetMapping
    @Operation(summary = "Sources that are not deleted, oldest first")
    Listing<SourceView> list(@ParameterObject @Valid Paging paging) {
        return sources.list(paging);
    }

    @GetMapping("/{id}")
    @Operation(summary = "A source; never with a secret")
    SourceView show(@PathVariable UUID id) {
        return sources.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change a source (scope sources)",
            description =
                    "What is left out stays. settings replaces all settings; those that change how requests are"
                            + " verified go to rotate. The door knows of a change within two seconds.")
    SourceView change(@PathVariable UUID id, @RequestBody @Valid SourceChange change) {
        book.change(id, change);
        return show(id);
    }

    @PostMapping("/{id}/rotate")
    @Operation(
            summary = "Give a source other credentials (scope sources)",
            description =
                    "They replace all that it had, which nobody can read: while the vendor changes over, send the"
                            + " old secret as previousSecret beside the new one where the preset knows it.")
    SourceView rotate(@PathVariable UUID id, @RequestBody @Valid Rotation rotation) {
        book.rotate(id, rotation);
        return show(id);
    }

    @PostMapping("/{id}/pause")
    @Operation(
            summary = "Have a source's webhooks refused (scope sources)",
            description = "With 503 and Retry-After, so that the vendor sends them again later.")
    SourceView pause(@PathVariable UUID id) {
        book.pause(id);
        return show(id);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Have a paused source's webhooks taken again (scope sources)")
    SourceView resume(@PathVariable UUID id) {
        book.resume(id);
        return show(id);
    }
}
