package dev.spillway.app.subscription;

import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a mail program posts when somebody clicks its own button (RFC 8058): without cookies and
 * without asking again. A GET of the same URL is a page that asks.
 */
@RestController
@Hidden
class OneClickController {

    private static final String FIELD = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";

    private final Subscriptions subscriptions;

    OneClickController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PostMapping(path = "/unsubscribe", produces = MediaType.TEXT_PLAIN_VALUE)
    String end(
            @RequestParam String token,
            @RequestParam(name = FIELD, defaultValue = "") String intention) {
        if (!intention.equals(ONE_CLICK)) {
            throw ProblemException.invalid(FIELD, "must be One-Click");
        }
        subscriptions.end(token);
        return "No more will be sent.\n";
    }
}
