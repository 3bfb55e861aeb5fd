package dev.spillway.provisioner.source;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** How a source is written in requests; {@link SourceReader} reads it. For the description only. */
@Schema(
        name = "NewSource",
        requiredProperties = {"name", "provider"})
public record SourceBody(
        @Schema(example = "Shop payments") String name,
        @Schema(description = "A preset's id", example = "stripe") String provider,
        @Schema(
                        allowableValues = {"enforce", "shadow", "off"},
                        defaultValue = "enforce")
                String mode,
        @Schema(
                        description = "By the preset's names",
                        example = "{\"secret\": \"whsec_of-your-endpoint\"}")
                Map<String, String> credentials,
        @Schema(description = "By the preset's names", example = "{}")
                Map<String, String> settings) {

    public SourceBody {
        credentials = Map.copyOf(credentials);
        settings = Map.copyOf(settings);
    }
}
