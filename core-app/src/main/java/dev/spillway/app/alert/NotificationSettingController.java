package dev.spillway.app.alert;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts/settings")
@Tag(name = "Alerts")
class NotificationSettingController {

    private final NotificationSettings settings;

    NotificationSettingController(NotificationSettings settings) {
        this.settings = settings;
    }

    @GetMapping
    @Operation(summary = "How you want to be told")
    View show() {
        return new View(settings.clearAddresses());
    }

    @PatchMapping
    @Operation(
            summary = "Have addresses told in clear, or no more (scope admin)",
            description =
                    "Off unless you say otherwise. Holds for suppressions that are found from then on, within half a"
                            + " minute.")
    View change(@RequestBody @Valid Change change) {
        settings.clearAddresses(change.clearAddresses());
        return show();
    }

    record View(
            @Schema(description = "Whether suppressions name addresses in clear beside the hash")
                    boolean clearAddresses) {}

    record Change(@NotNull(message = "must be true or false") Boolean clearAddresses) {}
}
