package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What GitHub's vector does not say. */
class GitHubPresetTest {

    private final Preset github = PresetCatalogue.standard().find("github").orElseThrow();

    /** GitHub still sends the older header beside it; alone it would downgrade the check. */
    @Test
    void sha1AloneIsNotEnough() {
        Delivery old =
                Delivery.of("Hello, World!")
                        .header("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");

        assertThat(
                        github.bind(
                                        Credentials.of(
                                                Map.of("secret", "It's a Secret to Everybody")),
                                        Map.of())
                                .verify(old.request(), Instant.EPOCH))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    /** Anybody who saw a delivery could send it again under another id. */
    @Test
    void nothingSignsItsDeliveryId() {
        assertThat(github.identity().covered()).isFalse();
    }
}
