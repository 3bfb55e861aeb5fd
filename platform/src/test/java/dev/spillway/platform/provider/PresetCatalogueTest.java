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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetCatalogueTest {

    private static final Path ENTRIES =
            Path.of("src/main/resources/dev/spillway/platform/provider/presets");

    private final PresetCatalogue catalogue = PresetCatalogue.standard();

    private static final String WITH_SECRET =
            """
            adyen asana bird calendly clerk customerio github hmac hubspot intercom klaviyo line \
            loops mailersend mailgun mailtrap mandrill microsoft-graph paddle plivo razorpay \
            resend segment shopify sinch slack square stripe tally twilio typeform unisender-go \
            vonage woocommerce workos x zendesk zoom\
            """;

    /** What clients name: a vendor that is missing, or takes another credential, breaks theirs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                WITH_SECRET + "| secret previousSecret",
                "meta | secret previousSecret verifyToken",
                "sendgrid telnyx postal | publicKey previousPublicKey",
                "standard-webhooks jwt | secret previousSecret publicKey previousPublicKey",
                "postmark sparkpost mailjet chargebee pipedrive basic"
                        + " | username password previousPassword",
                "brevo braze iterable activecampaign mailchimp bearer | token previousToken",
                "ses | topicArns",
                "none | ''",
            })
    void knowsEveryVendorThatItPromisesByTheCredentialsThatThatOneTakes(
            String ids, String credentials) {
        for (String id : ids.split(" ")) {
            assertThat(catalogue.find(id)).as(id).isPresent();
            assertThat(catalogue.find(id).orElseThrow().credentials())
                    .as(id)
                    .extracting(CredentialField::name)
                    .containsExactlyElementsOf(
                            Stream.of(credentials.split(" "))
                                    .filter(name -> !name.isEmpty())
                                    .toList());
        }
    }

    @Test
    void knowsFortyVendorsAtLeast() {
        assertThat(catalogue.all())
                .filteredOn(preset -> preset.category() != Category.GENERIC)
                .hasSizeGreaterThanOrEqualTo(40);
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
