package dev.spillway.app.subscription;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * By POST, so that a token stands in no log of URLs, and so that scanners which open every link of
 * a mail confirm nothing and unsubscribe nobody.
 */
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions")
@SecurityRequirements
class SubscriptionController {

    private final Subscriptions subscriptions;

    SubscriptionController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PostMapping("/confirmations/find")
    @Operation(summary = "What a confirmation is for; changes nothing")
    View asked(@RequestBody @Valid Carried carried) {
        return View.of(subscriptions.asked(carried.token()));
    }

    @PostMapping("/confirmations/accept")
    @Operation(
            summary = "Confirm an address that a tenant wants alerts sent to",
            description = "A token does it once, and for a day.")
    View confirm(@RequestBody @Valid Carried carried) {
        return View.of(subscriptions.confirm(carried.token()));
    }

    @PostMapping("/subscriptions/find")
    @Operation(summary = "Whom a mail's link belongs to; changes nothing")
    View find(@RequestBody @Valid Carried carried) {
        return View.of(subscriptions.find(carried.token()).subscription());
    }

    @PostMapping("/subscriptions/end")
    @Operation(summary = "Have no more mail sent to an address, for good")
    View end(@RequestBody @Valid Carried carried) {
        return View.of(subscriptions.end(carried.token()));
    }

    record Carried(@NotBlank(message = "must be given") String token) {
        @Override
        public String toString() {
            return "Carried[…]";
        }
    }

    /** Masked: whoever holds a link knows his own address. */
    record View(String tenant, String email) {

        static View of(Subscription subscription) {
            return new View(subscription.tenantName(), subscription.email().masked());
        }
    }
}
