package dev.spillway.app.alert;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.platform.alert.AlertKind;
import dev.spillway.platform.alert.AlertMeasure;
import dev.spillway.platform.alert.AlertRule;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be otherwise about a rule; what is null stays. A word that is not known here is
 * refused: a misspelt threshold would leave the tenant believing in a rule that he does not have.
 *
 * @param version the one that the change is meant for, if it is for no other
 */
record RuleChange(
        @Nullable Boolean enabled,
        @Nullable Double threshold,
        @Min(value = 1, message = "must be from 1 to 1000000000")
                @Max(value = 1_000_000_000, message = "must be from 1 to 1000000000")
                @Nullable Long minimum,
        @Min(value = 1, message = "must be from 1 to 1440")
                @Max(value = 1_440, message = "must be from 1 to 1440")
                @Nullable Long windowMinutes,
        @Min(value = 0, message = "must be from 0 to 1440")
                @Max(value = 1_440, message = "must be from 0 to 1440")
                @Nullable Long holdMinutes,
        @Nullable Long version,
        @JsonAnySetter @Schema(hidden = true) Map<String, JsonNode> unknown) {

    /** The least window over which silence is judged: it is counted in whole hours. */
    private static final long HOUR = 60;

    private static final int SHOWN = 64;

    /**
     * The rule with the change.
     *
     * @throws ProblemException 422 if it makes no sense
     */
    AlertRule applyTo(AlertKind kind, AlertRule rule) {
        refuseUnknown();
        return new AlertRule(
                enabled == null ? rule.enabled() : enabled,
                threshold == null ? rule.threshold() : threshold(kind.measure(), threshold),
                minimum == null ? rule.minimum() : minimum,
                windowMinutes == null ? rule.window() : window(kind, windowMinutes),
                holdMinutes == null ? rule.hold() : Duration.ofMinutes(holdMinutes));
    }

    private void refuseUnknown() {
        if (unknown != null && !unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw ProblemException.invalid(
                    name.substring(0, Math.min(name.length(), SHOWN)), "is not known here");
        }
    }

    private static double threshold(AlertMeasure measure, double threshold) {
        if (measure.allows(threshold)) {
            return threshold;
        }
        throw ProblemException.invalid(
                "threshold",
                switch (measure) {
                    case SHARE -> "must be more than 0 and at most 1";
                    case SHARE_OF_USUAL -> "must be at least 0 and less than 1";
                    case COUNT, HOURS -> "must be from 1 to 1000000000";
                });
    }

    private static Duration window(AlertKind kind, long minutes) {
        if (!kind.hasWindow()) {
            throw ProblemException.invalid("windowMinutes", "is the calendar month");
        }
        if (kind == AlertKind.SOURCE_SILENT && minutes < HOUR) {
            throw ProblemException.invalid("windowMinutes", "must be from 60 to 1440");
        }
        return Duration.ofMinutes(minutes);
    }
}
