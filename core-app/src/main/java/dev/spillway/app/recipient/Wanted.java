package dev.spillway.app.recipient;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who is meant, in clear: in a body, so that he stands in no log of URLs. A word that is not known
 * here is refused rather than passed over: a misspelt {@code dryRun} would erase what was only to
 * be counted.
 *
 * @param recipient his e-mail address or telephone number, or by what else events name him
 * @param confirm the same, typed again
 * @param dryRun only count
 */
record Wanted(
        @NotBlank(message = "must be given")
                @Size(min = 6, max = 320, message = "must have from 6 to 320 characters")
                @Schema(example = "ana@acme.example")
                String recipient,
        @Size(max = 320, message = "is too long") @Nullable String confirm,
        @Nullable Boolean dryRun,
        @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, JsonNode> unknown) {

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    /** Refuses what this version does not know. */
    Wanted checked() {
        if (unknown != null && !unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw ProblemException.invalid(
                    name.substring(0, Math.min(name.length(), 64)), "is not known here");
        }
        return this;
    }

    @Override
    public String toString() {
        return "Wanted[…]";
    }
}
