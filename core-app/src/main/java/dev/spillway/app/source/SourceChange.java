package dev.spillway.app.source;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be otherwise about a source; what is null stays.
 *
 * @param settings all of them: one that is left out goes back to its default
 */
record SourceChange(
        @Size(min = 1, max = 200, message = "must have from 1 to 200 characters")
                @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
                @Nullable String name,
        @Pattern(regexp = "enforce|shadow|off", message = "must be enforce, shadow or off")
                @Nullable String mode,
        @Nullable Map<String, JsonNode> settings) {}
