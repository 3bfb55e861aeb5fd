package dev.spillway.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The demo sends nothing that its own door would refuse. */
class DemoSamplesTest {

    private final SampleWebhooks samples = new SampleWebhooks(new Random(7));

    static List<DemoVendors.Vendor> vendors() {
        return DemoVendors.create();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void everySampleVerifiesUnderTheCredentialsOfItsSource(DemoVendors.Vendor vendor) {
        Preset preset = PresetCatalogue.standard().find(vendor.provider()).orElseThrow();
        assertThat(preset.validate(Credentials.of(vendor.credentials()), Map.of())).isEmpty();
        for (int i = 0; i < 50; i++) {
            SampleWebhooks.Sample sample = samples.of(vendor.provider());
            JsonMapper.shared().readTree(sample.body());

            assertThat(verdict(preset, vendor, sample)).isEqualTo(Verdict.VERIFIED);
        }
    }

    private static Verdict verdict(
            Preset preset, DemoVendors.Vendor vendor, SampleWebhooks.Sample sample) {
        byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
        String url = "http://127.0.0.1/in/key";
        Instant now = Instant.now();
        Signature signature =
                preset.signer(Credentials.of(vendor.signing()), Map.of())
                        .sign(new SignedRequest("POST", url, RequestHeaders.none(), body), now);
        Map<String, List<String>> headers = new HashMap<>();
        signature.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        sample.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        SignedRequest request =
                new SignedRequest("POST", url, RequestHeaders.of(headers), signature.body());
        return preset.bind(Credentials.of(vendor.credentials()), Map.of()).verify(request, now);
    }

    @Test
    void atLeastThreeVendorsTakePart() {
        assertThat(vendors())
                .extracting(DemoVendors.Vendor::provider)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(3);
    }
}
