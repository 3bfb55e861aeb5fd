package dev.spillway.app.alert;

import dev.spillway.app.listing.Listing;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertScope;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/alerts/rules")
@Tag(name = "Alerts")
class AlertRuleController {

    private final AlertRules rules;

    AlertRuleController(AlertRules rules) {
        this.rules = rules;
    }

    @GetMapping
    @Operation(summary = "The rules by which alerts fire, the standard ones included")
    Listing<RuleView> list() {
        return Listing.whole(rules.list());
    }

    @PatchMapping("/{kind}")
    @Operation(
            summary = "Change a rule or switch it off (scope admin)",
            description =
                    "What is left out stays. With the version that was read, a change is refused (409 changed_meanwhile)"
                            + " where somebody else made one since. An alert that fires by a rule which is switched off"
                            + " is resolved.")
    RuleView change(@PathVariable String kind, @RequestBody @Valid RuleChange change) {
        AlertKind known = known(kind);
        rules.change(known, change);
        return rules.view(known);
    }

    @DeleteMapping("/{kind}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Go back to the standard rule (scope admin)")
    void reset(@PathVariable String kind) {
        rules.reset(known(kind));
    }

    private static AlertKind known(String kind) {
        return AlertKind.find(kind)
                .filter(found -> found.scope() != AlertScope.PLATFORM)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND));
    }
}
