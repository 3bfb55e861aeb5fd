package dev.spillway.app.recipient;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/recipients/exports")
@Tag(name = "Recipients")
class ExportController {

    private final Exports exports;
    private final AuditLog audit;

    ExportController(Exports exports, AuditLog audit) {
        this.exports = exports;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "What was written down of people, newest first (scope admin)")
    Listing<Export> list(@ParameterObject @Valid Paging paging) {
        return exports.list(paging);
    }

    /** On the request's own thread, since the tenant is bound to that. */
    @GetMapping("/{id}")
    @Operation(
            summary = "An export as lines of JSON, as an attachment (scope admin)",
            description = "Each fetch stands in the audit log. 409 until the job is done.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/x-ndjson"))
    void fetch(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Export export =
                exports.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        if (!export.complete()) {
            throw new ProblemException(ErrorCode.CONFLICT);
        }
        audit.record(
                "recipient.export_fetched", id.toString(), Map.of("hash", export.recipientHash()));
        response.setContentType("application/x-ndjson");
        response.setContentLengthLong(export.bytes());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("recipient-" + id + ".jsonl")
                        .build()
                        .toString());
        exports.write(export, response.getOutputStream());
    }
}
