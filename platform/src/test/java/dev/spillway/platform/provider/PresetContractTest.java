package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every preset, so that a new one needs only its entry and its vendor's vectors. */
class PresetContractTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Map<String, String> NO_SETTINGS = Map.of();

    static Stream<Preset> all() {
        return PresetCatalogue.standard().all().stream();
    }

    /** But for what is signed by certificates, of which the tests of its own scheme know. */
    static Stream<Preset> checking() {
        return all().filter(preset -> !List.of("none", "sns").contains(preset.scheme().name()));
    }

    static Stream<Preset> coveringTheBody() {
        return all().filter(preset -> preset.scheme().coversBody());
    }

    static Stream<Preset> inBodies() {
        return Stream.of("adyen", "mailgun", "unisender-go")
                .map(id -> PresetCatalogue.standard().find(id).orElseThrow());
    }

    static Stream<Preset> coveringAnyBody() {
        return coveringTheBody().filter(preset -> !headersOf(preset).isEmpty());
    }

    static Stream<Preset> signingInHeaders() {
        return checking().filter(preset -> !headersOf(preset).isEmpty());
    }

    private static Set<String> headersOf(Preset preset) {
        return signed(preset, SampleCredentials.of(preset, "acme")).headers().keySet();
    }

    static Stream<Preset> needingCredentials() {
        return checking().filter(preset -> !preset.awaitsSecret(Credentials.none()));
    }

    static Stream<Preset> withTolerance() {
        return checking().filter(preset -> preset.scheme().timestamped());
    }

    @ParameterizedTest
    @MethodSource("checking")
    void verifiesWhatItsVendorSigns(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");

        assertThat(verdict(preset, sample.credentials(), signed(preset, sample)))
                .isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("checking")
    void refusesAnotherSecret(Preset preset) {
        Delivery forged = signed(preset, SampleCredentials.of(preset, "mallory"));

        assertThat(verdict(preset, SampleCredentials.of(preset, "acme").credentials(), forged))
                .isEqualTo(Verdict.refused(invalid(preset)));
    }

    @ParameterizedTest
    @MethodSource("coveringTheBody")
    void refusesAnAlteredBody(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");

        assertThat(verdict(preset, sample.credentials(), signed(preset, sample).alterBody()))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @MethodSource("coveringAnyBody")
    void verifiesAnEmptyBodyAndBytesThatAreNoText(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        Verifier verifier = preset.bind(sample.credentials(), NO_SETTINGS);

        for (byte[] body : new byte[][] {{}, {0}, {(byte) 0xff, (byte) 0xfe, '\r', '\n'}}) {
            Delivery delivery =
                    Delivery.of(body).signed(preset.signer(sample.signing(), NO_SETTINGS), NOW);
            assertThat(verifier.verify(delivery.request(), NOW)).isEqualTo(Verdict.VERIFIED);
        }
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void refusesARequestWithoutAnyHeaderThatItNeeds(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        Reason missing = isSigned(preset) ? Reason.SIGNATURE_MISSING : Reason.CREDENTIALS_INVALID;

        for (String header : signed(preset, sample).headers().keySet()) {
            Verdict verdict =
                    verdict(preset, sample.credentials(), signed(preset, sample).without(header));
            Verdict blank =
                    verdict(
                            preset,
                            sample.credentials(),
                            signed(preset, sample).without(header).header(header, " "));
            boolean needed = !isUncoveredId(preset, header);
            assertThat(verdict).isEqualTo(needed ? Verdict.refused(missing) : Verdict.VERIFIED);
            assertThat(blank).isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @MethodSource("inBodies")
    void refusesABodyThatHoldsNoSignature(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");

        for (String body : new String[] {SampleBodies.of(preset), "", "{}", "[]", "null", "a=b"}) {
            assertThat(verdict(preset, sample.credentials(), Delivery.of(body)))
                    .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        }
    }

    /** Taking it away leaves a request without a key, yet as genuine as before. */
    private static boolean isUncoveredId(Preset preset, String header) {
        Delivery delivery = signed(preset, SampleCredentials.of(preset, "acme"));
        boolean namesMessage =
                preset.scheme().messageId(delivery.request()).isPresent()
                        && preset.scheme().messageId(delivery.without(header).request()).isEmpty();
        return namesMessage
                && !preset.scheme().coversMessageId()
                && !header.equalsIgnoreCase(
                        signatureHeader(preset, SampleCredentials.of(preset, "acme")));
    }

    @ParameterizedTest
    @MethodSource("withTolerance")
    void refusesAGenuineSignatureOutsideAToleranceEitherWay(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        Verifier verifier = preset.bind(sample.credentials(), Map.of("toleranceSeconds", "300"));
        Delivery delivery = signed(preset, sample);

        assertThat(verifier.verify(delivery.request(), NOW.plusSeconds(300)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.minusSeconds(300)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.plusSeconds(301)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
        assertThat(verifier.verify(delivery.request(), NOW.minusSeconds(301)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("checking")
    void verifiesBothSecretsWhileTheyRotateAndOnlyThese(Preset preset) {
        SampleCredentials earlier = SampleCredentials.of(preset, "acme-2025");
        SampleCredentials current = SampleCredentials.of(preset, "acme-2026");
        Credentials both = current.rotatedFrom(earlier);

        assertThat(verdict(preset, both, signed(preset, earlier))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(preset, both, signed(preset, current))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(preset, both, signed(preset, SampleCredentials.of(preset, "mallory"))))
                .isEqualTo(Verdict.refused(invalid(preset)));
    }

    @ParameterizedTest
    @MethodSource("checking")
    void doesNotMindTheCaseOfHeaderNames(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");

        assertThat(
                        verdict(
                                preset,
                                sample.credentials(),
                                signed(preset, sample)
                                        .spellHeaders(name -> name.toLowerCase(Locale.ROOT))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        verdict(
                                preset,
                                sample.credentials(),
                                signed(preset, sample)
                                        .spellHeaders(name -> name.toUpperCase(Locale.ROOT))))
                .isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void findsTheGenuineOneOfARepeatedSignature(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        String name = signatureHeader(preset, sample);
        Delivery twice = signed(preset, sample);
        String genuine = twice.header(name);
        twice.without(name).header(name, "garbage").header(name, genuine).header(name, "");

        assertThat(verdict(preset, sample.credentials(), twice)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void refusesARepeatedSignatureOfWhichNoneIsGenuine(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        String name = signatureHeader(preset, sample);
        Delivery twice =
                signed(preset, sample)
                        .without(name)
                        .header(name, "garbage")
                        .header(name, "rubbish");

        assertThat(verdict(preset, sample.credentials(), twice))
                .isEqualTo(Verdict.refused(invalid(preset)));
    }

    private static String signatureHeader(Preset preset, SampleCredentials sample) {
        return preset.scheme().headers().stream()
                .findFirst()
                .orElseGet(() -> signed(preset, sample).headers().keySet().iterator().next());
    }

    @ParameterizedTest
    @MethodSource("all")
    void showsNoCredentialAnywhere(Preset preset) {
        SampleCredentials sample = SampleCredentials.of(preset, "acme");
        Credentials credentials = sample.signing();
        Delivery delivery = signed(preset, sample);
        String shown =
                String.join(
                        " ",
                        credentials.toString(),
                        preset.toString(),
                        preset.bind(sample.credentials(), NO_SETTINGS).toString(),
                        preset.signer(credentials, NO_SETTINGS).toString(),
                        preset.signer(credentials, NO_SETTINGS)
                                .sign(delivery.request(), NOW)
                                .toString(),
                        delivery.request().toString(),
                        verdict(preset, sample.credentials(), delivery).toString(),
                        preset.validate(Credentials.of(Map.of("unheardOf", "acme")), NO_SETTINGS)
                                .toString());

        assertThat(sample.held().values()).noneMatch(shown::contains);
    }

    @ParameterizedTest
    @MethodSource("needingCredentials")
    void namesEveryRequiredCredentialThatIsMissing(Preset preset) {
        String[] required =
                SampleCredentials.fieldsNeeded(preset).stream()
                        .map(field -> "credentials." + field.name())
                        .toArray(String[]::new);

        assertThat(preset.validate(Credentials.none(), NO_SETTINGS))
                .extracting(PresetViolation::field)
                .containsExactlyInAnyOrder(required);
        assertThatThrownBy(() -> preset.bind(Credentials.none(), NO_SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(preset.id());
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesCredentialsAndSettingsThatItDoesNotKnow(Preset preset) {
        Credentials credentials = Credentials.of(Map.of("passwort", "x"));

        assertThat(preset.validate(credentials, Map.of("colour", "red")))
                .extracting(PresetViolation::field)
                .contains("credentials.passwort", "settings.colour");
    }

    @ParameterizedTest
    @MethodSource("all")
    void tellsPeopleWhatTheyNeed(Preset preset) {
        assertThat(preset.name()).isNotBlank();
        assertThat(preset.setup()).isNotEmpty().allSatisfy(step -> assertThat(step).isNotBlank());
        assertThat(preset.setup()).anyMatch(step -> step.contains("{{ingestUrl}}"));
        assertThat(preset.docs()).hasScheme("https");
        assertThat(preset.credentials())
                .allSatisfy(field -> assertThat(field.label()).isNotBlank());
        assertThat(preset.identity().horizon()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsWhatVerifiedAMessageButNothingThatAuthenticatesASender(Preset preset) {
        assertThat(preset.scheme().headers()).allMatch(preset::keepsHeader);
        assertThat(preset.keepsHeader("CONTENT-type")).isTrue();
        assertThat(preset.keepsHeader("authorization")).isFalse();
        assertThat(preset.keepsHeader("Cookie")).isFalse();
        assertThat(preset.keepsHeader("X-Forwarded-For")).isFalse();
    }

    private static Delivery signed(Preset preset, SampleCredentials sample) {
        return Delivery.of(SampleBodies.of(preset))
                .signed(preset.signer(sample.signing(), NO_SETTINGS), NOW);
    }

    private static Verdict verdict(Preset preset, Credentials credentials, Delivery delivery) {
        return preset.bind(credentials, NO_SETTINGS).verify(delivery.request(), NOW);
    }

    private static Reason invalid(Preset preset) {
        return isSigned(preset) ? Reason.SIGNATURE_INVALID : Reason.CREDENTIALS_INVALID;
    }

    /** Rather than naming its sender alone; Plivo signs its messages' URL and not their body. */
    private static boolean isSigned(Preset preset) {
        return preset.scheme().coversBody()
                || preset.scheme().coversMessageId()
                || !preset.scheme().headers().isEmpty();
    }
}
