package dev.spillway.provisioner.onboard;

import dev.spillway.provisioner.invite.Invitee;
import dev.spillway.provisioner.source.SourceBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * How a tenant is written in requests; {@link OnboardingReader} reads it. For the description only.
 */
@Schema(
        name = "NewTenant",
        requiredProperties = {"name", "slug", "plan", "admin"})
record OnboardingBody(
        String name,
        @Schema(pattern = "[a-z0-9]+(-[a-z0-9]+)*", maxLength = 63) String slug,
        @Schema(allowableValues = {"starter", "growth", "scale"}) String plan,
        Invitee admin,
        List<SourceBody> sources) {

    static final String EXAMPLE =
            """
            {
              "name": "Acme",
              "slug": "acme",
              "plan": "growth",
              "admin": { "email": "ana@acme.example", "name": "Ana" },
              "sources": [
                {
                  "name": "Shop payments",
                  "provider": "stripe",
                  "mode": "enforce",
                  "credentials": { "secret": "whsec_of-your-endpoint" },
                  "settings": { "toleranceSeconds": "300" }
                }
              ]
            }
            """;

    OnboardingBody {
        sources = List.copyOf(sources);
    }
}
