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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sources")
@Tag(name = "Sources")
class SourceController {

    private final Sources sources;

    SourceController(Sources sources) {
        this.sources = sources;
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
}
