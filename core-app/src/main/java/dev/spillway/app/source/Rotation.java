package dev.spillway.app.source;

import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a source verifies by from now on.
 *
 * @param credentials all of them, by the preset's names; what was there before is gone
 * @param settings null where they stay
 */
record Rotation(
        @NotNull(message = "must be given")
                Map<String, @NotNull(message = "must be a text") String> credentials,
        @Nullable Map<String, JsonNode> settings) {

    @Override
    public String toString() {
        return "Rotation[…]";
    }
}
