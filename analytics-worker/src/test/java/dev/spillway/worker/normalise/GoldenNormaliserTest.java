package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One file per vendor and kind of event, as the vendor documents it, and beside it what it becomes.
 */
class GoldenNormaliserTest {

    private static final Path ROOT = Path.of("src/test/resources/golden");

    private final Normalisers normalisers = Normalisers.standard();

    @TestFactory
    Stream<DynamicTest> vendorsPayloadBecomesWhatStandsBesideIt() throws IOException {
        return Golden.all(ROOT).stream()
                .map(golden ->
                        dynamicTest(
                                golden.name(),
                                () ->
                                        assertThat(
                                                        EventJson.of(
                                                                normalisers.normalise(
                                                                        golden.webhook())))
                                                .isEqualTo(golden.expected())));
    }

    @TestFactory
    Stream<DynamicTest> everyVendorWithANormaliserHasGoldenFiles() {
        return Stream.of(
                        "sendgrid",
                        "resend",
                        "postmark",
                        "mailgun",
                        "stripe",
                        "shopify",
                        "github",
                        "standard-webhooks",
                        "hmac")
                .map(provider ->
                        dynamicTest(provider, () -> assertThat(filesOf(provider)).isNotEmpty()));
    }

    private static List<Path> filesOf(String provider) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(provider))) {
            return files.toList();
        }
    }
}
