package dev.spillway.app.alert;

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
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts")
class AlertController {

    private final Alerts alerts;

    AlertController(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    @Operation(
            summary = "What is wrong, and what was, newest first",
            description =
                    "Of a kind and a source at most one is firing. Resolved ones are kept for 90 days.")
    Listing<Alert> list(
            @ParameterObject @Valid AlertFilter filter, @ParameterObject @Valid Paging paging) {
        return alerts.list(filter, paging);
    }

    @GetMapping("/{id}")
    @Operation(summary = "An alert")
    Alert show(@PathVariable UUID id) {
        return alerts.find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
    }
}
