package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of vendors that sign the body alone. */
class BodySignaturePresetsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /**
     * docs.github.com, "Testing the webhook payload validation"; {@code @octokit/webhooks-methods}
     * signs the same.
     */
    @Test
    void github() {
        Delivery published =
                Delivery.of("Hello, World!")
                        .header(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
                        .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");

        assertThat(verdict("github", "It's a Secret to Everybody", published))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(preset("github").eventKey(published.request()))
                .contains("72d3162e-cc78-11e3-81ab-4c9367dc0958");
        assertThat(preset("github").identity().covered()).isFalse();
        assertThat(verdict("github", "It's a secret", published))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** GitHub still sends the older header beside it; alone it proves too little. */
    @Test
    void githubsSha1IsNotEnough() {
        Delivery old =
                Delivery.of("Hello, World!")
                        .header("X-Hub-Signature", "sha1=0000000000000000000000000000000000000000");

        assertThat(verdict("github", "It's a Secret to Everybody", old))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    /** Found valid by {@code shopify.webhooks.validate} of {@code @shopify/shopify-api} 13.1.0. */
    @Test
    void shopify() {
        String body =
                "{\"id\":820982911946154508,\"email\":\"jon@example.com\",\"total_price\":\"403.00\"}";
        for (String brand : new String[] {"X-Shopify", "Shopify"}) {
            Delivery sent =
                    Delivery.of(body)
                            .header(
                                    brand + "-Hmac-Sha256",
                                    "U1ccMjH2FYDvXHngNSLFAi0QhStcm696l5sTvIkdLr8=")
                            .header(brand + "-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");

            assertThat(verdict("shopify", "hush", sent)).isEqualTo(Verdict.VERIFIED);
            assertThat(preset("shopify").eventKey(sent.request()))
                    .contains("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
        }
    }

    private static Verdict verdict(String id, String secret, Delivery delivery) {
        return preset(id)
                .bind(Credentials.of(Map.of("secret", secret)), Map.of())
                .verify(delivery.request(), NOW);
    }

    private static Preset preset(String id) {
        return PresetCatalogue.standard().find(id).orElseThrow();
    }
}
