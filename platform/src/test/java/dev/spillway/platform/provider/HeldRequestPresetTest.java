package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.quarantine.HeldRequest;
import dev.spillway.platform.quarantine.HeldRequestCodec;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that is held loses nothing by which any vendor's can be judged, however long. */
class HeldRequestPresetTest {

    static Stream<PresetVariant> checking() {
        return PresetContractTest.checking();
    }

    static Stream<PresetVariant> withTolerance() {
        return PresetContractTest.withTolerance();
    }

    @ParameterizedTest
    @MethodSource("checking")
    void isVerifiedOnceTheSecretIsMended(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        Credentials wrong = variant.sample("acme-old").credentials();
        Delivery delivery = variant.signed(sample);
        SignedRequest held = held(delivery);
        EventIdentity identity = variant.preset().identity(variant.settings());

        assertThat(timeless(variant, wrong, held)).isInstanceOf(Verdict.Refused.class);
        assertThat(timeless(variant, sample.credentials(), held)).isEqualTo(Verdict.VERIFIED);
        assertThat(identity.eventKey(held)).isEqualTo(identity.eventKey(delivery.request()));
    }

    @ParameterizedTest
    @MethodSource("withTolerance")
    void itsAgeIsForgivenToWhoAsksForItOnly(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        SignedRequest held = held(variant.signed(sample));
        Map<String, String> strict = new HashMap<>(variant.settings());
        strict.put("toleranceSeconds", "300");
        Preset preset = variant.preset();

        assertThat(
                        preset.bindTimeless(sample.credentials(), strict, SnsTrust.none())
                                .verify(held, PresetVariant.NOW.plus(Duration.ofDays(6))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        preset.bind(sample.credentials(), strict)
                                .verify(held, PresetVariant.NOW.plus(Duration.ofDays(6))))
                .isEqualTo(Verdict.refused(Verdict.Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("checking")
    void everySourceMaySayWhetherItKeepsThem(PresetVariant variant) {
        Preset preset = variant.preset();

        assertThat(faults(preset, "true")).isEmpty();
        assertThat(faults(preset, "false")).isEmpty();
        assertThat(faults(preset, "yes")).containsExactly("settings.quarantine");
        assertThat(Preset.quarantines(Map.of("quarantine", "true"))).isTrue();
        assertThat(Preset.quarantines(Map.of())).isFalse();
        assertThat(preset.settings())
                .filteredOn(field -> field.name().equals("quarantine"))
                .extracting(SettingField::standard)
                .containsExactly("false");
    }

    /** Nobody but the door fetches certificates: what would be kept could never be released. */
    @Test
    void whatIsSignedByCertificatesIsNotKept() {
        assertThat(PresetCatalogue.standard().all())
                .filteredOn(preset ->
                        preset.settings().stream()
                                .noneMatch(field -> field.name().equals("quarantine")))
                .extracting(Preset::id)
                .containsExactly("ses");
    }

    private static List<String> faults(Preset preset, String quarantine) {
        Credentials credentials = SampleCredentials.of(preset, "acme").credentials();
        return preset.validate(credentials, Map.of("quarantine", quarantine)).stream()
                .map(PresetViolation::field)
                .toList();
    }

    private static Verdict timeless(
            PresetVariant variant, Credentials credentials, SignedRequest request) {
        return variant.preset()
                .bindTimeless(credentials, variant.settings(), SnsTrust.none())
                .verify(request, PresetVariant.NOW);
    }

    /** As it comes back out of the bytes that were sealed. */
    private static SignedRequest held(Delivery delivery) {
        List<Header> headers = new ArrayList<>();
        delivery.headers()
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(new Header(name, value))));
        SignedRequest request = delivery.request();
        HeldRequest held =
                new HeldRequest(request.method(), request.url(), "", headers, request.body(), "");
        return HeldRequestCodec.decode(HeldRequestCodec.encode(held)).signed();
    }
}
