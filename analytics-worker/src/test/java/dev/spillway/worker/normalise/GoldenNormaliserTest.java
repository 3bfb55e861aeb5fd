package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every vendor's every kind of event, as the vendor documents it, and what it becomes. */
class GoldenNormaliserTest {

    /** Those of the issue; every one has to be understood. */
    private static final List<String> UNDERSTOOD =
            List.of(
                    "sendgrid",
                    "mailgun",
                    "postmark",
                    "mandrill",
                    "sparkpost",
                    "ses",
                    "brevo",
                    "mailjet",
                    "mailersend",
                    "resend",
                    "mailtrap",
                    "postal",
                    "unisender-go",
                    "mailchimp",
                    "klaviyo",
                    "customerio",
                    "hubspot",
                    "braze",
                    "iterable",
                    "activecampaign",
                    "twilio",
                    "vonage",
                    "bird",
                    "telnyx",
                    "plivo",
                    "sinch",
                    "stripe",
                    "shopify",
                    "segment");

    private static final List<Golden> GOLDENS = Golden.all();

    private final Map<String, Normaliser> byProvider = Normalisers.standard().byProvider();

    @TestFactory
    Stream<DynamicTest> vendorsRequestBecomesWhatStandsBelowIt() {
        Normalisers normalisers = Normalisers.standard();
        return GOLDENS.stream()
                .map(golden ->
                        dynamicTest(
                                golden.name(),
                                () ->
                                        assertThat(
                                                        EventJson.of(
                                                                normalisers.normalise(
                                                                        golden.webhook())))
                                                .isEqualTo(golden.result())));
    }

    @TestFactory
    Stream<DynamicTest> everyWordOfEveryVendorIsInAGoldenFile() {
        return byProvider.entrySet().stream()
                .map(vendor ->
                        dynamicTest(
                                vendor.getKey(),
                                () ->
                                        assertThat(wordsMet(vendor.getKey(), vendor.getValue()))
                                                .containsAll(vendor.getValue().kinds().words())));
    }

    private static Set<String> wordsMet(String provider, Normaliser normaliser) throws Exception {
        Set<String> met = new HashSet<>();
        for (Golden golden : GOLDENS) {
            if (golden.provider().equals(provider)) {
                for (VendorEvent event : normaliser.events(new Payload(golden.webhook()))) {
                    normaliser.kinds().word(event.words()).ifPresent(met::add);
                }
            }
        }
        return met;
    }

    @Test
    void everyVendorOfTheIssueHasWordsAndFiles() {
        assertThat(byProvider.keySet()).containsAll(UNDERSTOOD);
        assertThat(UNDERSTOOD)
                .allSatisfy(
                        id -> assertThat(byProvider.get(id).kinds().words()).as(id).isNotEmpty());
        assertThat(GOLDENS).extracting(Golden::provider).containsAll(byProvider.keySet());
    }

    @Test
    void everyFileNamesThePageThatItFollows() {
        assertThat(GOLDENS)
                .allSatisfy(golden ->
                        assertThat(golden.source()).as(golden.name()).startsWith("https://"));
    }

    /** What nobody says is verbatim was made up in part, and says in which. */
    @Test
    void everyFileSaysWhetherItsBodyIsTheVendorsOwn() {
        assertThat(GOLDENS)
                .allSatisfy(golden ->
                        assertThat(golden.provenance())
                                .as(golden.name())
                                .matches("verbatim|composed: .{10,}"));
    }

    /** Values of our own would not be on the vendor's page. */
    @Test
    void whatIsVerbatimHoldsNoneOfTheValuesThatWeCompose() {
        assertThat(GOLDENS)
                .filteredOn(golden -> golden.provenance().equals("verbatim"))
                .isNotEmpty()
                .allSatisfy(golden ->
                        assertThat(golden.body())
                                .as(golden.name())
                                .doesNotContain("acme.example", "shop.example", "1795255190"));
    }
}
