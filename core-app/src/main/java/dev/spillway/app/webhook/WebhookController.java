package dev.spillway.app.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spillway.app.http.HeaderLine;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookController {

    private final Webhooks webhooks;
    private final JsonMapper json;

    WebhookController(Webhooks webhooks, JsonMapper json) {
        this.webhooks = webhooks;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "Webhooks, newest first")
    Listing<WebhookView> list(
            @ParameterObject @Valid WebhookFilter filter, @ParameterObject @Valid Paging paging) {
        return webhooks.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "A webhook with its headers",
            description = "The id of a repetition leads (303) to the webhook that is stored.")
    ResponseEntity<Detail> show(@PathVariable UUID id) {
        return webhooks.find(id)
                .map(view -> ResponseEntity.ok(new Detail(view, headers(id))))
                .orElseGet(() -> elsewhere(id, ""));
    }

    @GetMapping("/{id}/body")
    @Operation(
            summary = "The body byte for byte as it came, as an attachment",
            description = "Where the webhook is redacted, without those who were erased.")
    ResponseEntity<byte[]> body(@PathVariable UUID id) {
        return webhooks.body(id)
                .map(body ->
                        ResponseEntity.ok()
                                .headers(body.headers("webhook-" + id))
                                .body(body.bytes()))
                .orElseGet(() -> elsewhere(id, "/body"));
    }

    private <T> ResponseEntity<T> elsewhere(UUID id, String rest) {
        UUID stored =
                webhooks.storedInsteadOf(id)
                        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/api/v1/webhooks/" + stored + rest))
                .build();
    }

    private List<HeaderLine> headers(UUID id) {
        return HeaderLine.parse(json, webhooks.headers(id).orElse("[]"));
    }

    record Detail(@JsonUnwrapped WebhookView webhook, List<HeaderLine> headers) {}
}
