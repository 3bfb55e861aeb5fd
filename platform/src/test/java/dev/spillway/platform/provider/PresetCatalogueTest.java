package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PresetCatalogueTest {

    private static final Path ENTRIES =
            Path.of("src/main/resources/dev/spillway/platform/provider/presets");

    private final PresetCatalogue catalogue = PresetCatalogue.standard();

    @Test
    void knowsTheVendorsOfTheSpine() {
        assertThat(
                        List.of(
                                "stripe",
                                "sendgrid",
                                "standard-webhooks",
                                "github",
                                "hmac",
                                "basic",
                                "bearer",
                                "none"))
                .allSatisfy(id -> assertThat(catalogue.find(id)).isPresent());
        assertThat(catalogue.find("unheard-of")).isEmpty();
    }

    /** A source of Asana's is made without a secret; until it has one it trusts nobody. */
    @Test
    void onlyAVendorThatGivesTheSecretMayBeWithout() {
        assertThat(catalogue.all())
                .filteredOn(preset -> preset.awaitsSecret(Credentials.none()))
                .extracting(Preset::id)
                .containsExactly("asana");
        Preset asana = catalogue.find("asana").orElseThrow();

        assertThat(asana.validate(Credentials.none(), Map.of())).isEmpty();
        assertThat(
                        asana.bind(Credentials.none(), Map.of())
                                .verify(Delivery.of("{}").request(), Instant.EPOCH))
                .isEqualTo(Verdict.refused(Verdict.Reason.SIGNATURE_INVALID));
        assertThat(asana.awaitsSecret(Credentials.of(Map.of("secret", "known")))).isFalse();
    }

    @Test
    void whoMakesAHandshakeIsWrittenInTheEntries() {
        assertThat(catalogue.all())
                .filteredOn(preset -> preset.handshake().isPresent())
                .extracting(Preset::id)
                .contains(
                        "asana",
                        "mailchimp",
                        "mandrill",
                        "meta",
                        "microsoft-graph",
                        "slack",
                        "sparkpost",
                        "woocommerce",
                        "x",
                        "zoom");
    }

    @Test
    void listsByName() {
        assertThat(catalogue.all())
                .extracting(Preset::name)
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void everyEntryIsInTheIndex() throws IOException {
        try (Stream<Path> files = Files.list(ENTRIES)) {
            List<String> ids =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("catalogue.json"))
                            .map(name -> name.replace(".json", ""))
                            .toList();

            assertThat(catalogue.all())
                    .extracting(Preset::id)
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }
}
