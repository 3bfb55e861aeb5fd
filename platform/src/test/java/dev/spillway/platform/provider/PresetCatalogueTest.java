package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
