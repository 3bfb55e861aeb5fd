package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * That a vendor's last attempt is still known to be one. What each says was read in November 2026;
 * the page is the one that its preset names.
 */
class RetryHorizonTest {

    /** The last attempt is not sent to the minute, nor received as soon as it is sent. */
    private static final Duration LATE = Duration.ofHours(2);

    @ParameterizedTest
    @CsvSource({
        // A webhook that is not accepted is sent from the queue for up to 30 days.
        "adyen, 720",
        // Four more attempts, the last one 11 h 10 min after the first.
        "brevo, 12",
        // With an exponential back-off, for 24 hours.
        "calendly, 24",
        // Up to ten times, spread over the next 24 hours.
        "hubspot, 24",
        // WhatsApp: with decreasing frequency, for up to 7 days. (Other products: 36 hours.)
        "meta, 168",
        // Live accounts: up to 60 times over 3 days.
        "paddle, 72",
        // Exponential back-off for 24 hours after the event.
        "razorpay, 24",
        // After 5 s, 10 s and so on, doubling up to 81,920 s: 45.5 hours, if these are pauses.
        "sinch, 46",
        // For up to three days.
        "stripe, 72",
        // Inbound messages for 24 hours, delivery receipts for 72.
        "vonage, 72"
    })
    void outlastsWhatTheVendorSays(String preset, long hours) {
        assertThat(PresetCatalogue.standard().find(preset).orElseThrow().identity().horizon())
                .isGreaterThanOrEqualTo(Duration.ofHours(hours).plus(LATE));
    }

    @Test
    void everyPageThatIsNamedWasRead() throws Exception {
        Map<String, String> pages = new TreeMap<>();
        for (Preset preset : PresetCatalogue.standard().all()) {
            JsonNode page = entry(preset).at("/identity/retries");
            if (page.isString()) {
                pages.put(preset.id(), page.asString());
            }
        }

        assertThat(pages)
                .containsOnlyKeys(
                        "adyen",
                        "brevo",
                        "calendly",
                        "hubspot",
                        "meta",
                        "paddle",
                        "razorpay",
                        "sinch",
                        "stripe",
                        "vonage");
        assertThat(pages.values()).allSatisfy(page -> assertThat(page).startsWith("https://"));
    }

    private static JsonNode entry(Preset preset) throws IOException {
        try (InputStream json =
                Preset.class.getResourceAsStream("presets/" + preset.id() + ".json")) {
            return JsonMapper.shared().readTree(json);
        }
    }
}
