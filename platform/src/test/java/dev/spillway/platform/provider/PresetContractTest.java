package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every preset, so that a new one needs only its entry and its vendor's vectors. */
class PresetContractTest {

    private static final Map<String, String> NO_SETTINGS = Map.of();

    static Stream<Preset> all() {
        return PresetCatalogue.standard().all().stream();
    }

    static Stream<Preset> needingCredentials() {
        return all().filter(preset -> !List.of("none", "sns").contains(preset.scheme().name()))
                .filter(preset -> !preset.awaitsSecret(Credentials.none()));
    }

    static Stream<PresetVariant> variants() {
        return PresetVariant.all();
    }

    /** But for what is signed by certificates, of which the tests of its own scheme know. */
    static Stream<PresetVariant> checking() {
        return variants()
                .filter(variant -> !List.of("none", "sns").contains(variant.scheme().name()));
    }

    static Stream<PresetVariant> coveringTheBody() {
        return variants().filter(variant -> variant.scheme().coversBody());
    }

    static Stream<PresetVariant> inBodies() {
        return variants()
                .filter(variant ->
                        List.of("adyen", "mailgun", "unisender-go")
                                .contains(variant.preset().id()));
    }

    static Stream<PresetVariant> coveringAnyBody() {
        return coveringTheBody().filter(variant -> !variant.signedHeaders().isEmpty());
    }

    static Stream<PresetVariant> signingInHeaders() {
        return checking().filter(variant -> !variant.signedHeaders().isEmpty());
    }

    static Stream<PresetVariant> withTolerance() {
        return checking().filter(PresetVariant::isBoundByTolerance);
    }

    @Test
    void everyWayToSignIsAmongThem() {
        assertThat(variants().filter(variant -> !variant.settings().isEmpty()))
                .extracting(PresetVariant::toString)
                .contains(
                        "bird {version=messagebird}",
                        "bird {version=messagebird-jwt}",
                        "hubspot {version=v1}",
                        "hubspot {version=v2}",
                        "plivo {version=v3}");
    }

    @ParameterizedTest
    @MethodSource("checking")
    void verifiesWhatItsVendorSigns(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");

        assertThat(variant.verdict(sample.credentials(), variant.signed(sample)))
                .isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("checking")
    void refusesAnotherSecret(PresetVariant variant) {
        Delivery forged = variant.signed(variant.sample("mallory"));

        assertThat(variant.verdict(variant.sample("acme").credentials(), forged))
                .isEqualTo(Verdict.refused(variant.invalid()));
    }

    @ParameterizedTest
    @MethodSource("coveringTheBody")
    void refusesAnAlteredBody(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");

        assertThat(variant.verdict(sample.credentials(), variant.signed(sample).alterBody()))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @MethodSource("coveringAnyBody")
    void verifiesAnEmptyBodyAndBytesThatAreNoText(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");

        for (byte[] body : new byte[][] {{}, {0}, {(byte) 0xff, (byte) 0xfe, '\r', '\n'}}) {
            assertThat(variant.verdict(sample.credentials(), variant.signed(sample, body)))
                    .isEqualTo(Verdict.VERIFIED);
        }
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void refusesARequestWithoutAnyHeaderThatItNeeds(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        Reason missing = variant.isSigned() ? Reason.SIGNATURE_MISSING : Reason.CREDENTIALS_INVALID;

        for (String header : variant.signedHeaders()) {
            Verdict verdict =
                    variant.verdict(sample.credentials(), variant.signed(sample).without(header));
            Verdict blank =
                    variant.verdict(
                            sample.credentials(),
                            variant.signed(sample).without(header).header(header, " "));
            boolean needed = !isUncoveredId(variant, header);
            assertThat(verdict).isEqualTo(needed ? Verdict.refused(missing) : Verdict.VERIFIED);
            assertThat(blank).isEqualTo(verdict);
        }
    }

    /** Taking it away leaves a request without a key, yet as genuine as before. */
    private static boolean isUncoveredId(PresetVariant variant, String header) {
        Delivery delivery = variant.signed(variant.sample("acme"));
        boolean namesMessage =
                variant.scheme().messageId(delivery.request()).isPresent()
                        && variant.scheme().messageId(delivery.without(header).request()).isEmpty();
        return namesMessage
                && !variant.scheme().coversMessageId()
                && !header.equalsIgnoreCase(variant.signatureHeader());
    }

    @ParameterizedTest
    @MethodSource("inBodies")
    void refusesABodyThatHoldsNoSignature(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");

        for (String body :
                new String[] {SampleBodies.of(variant.preset()), "", "{}", "[]", "null", "a=b"}) {
            assertThat(variant.verdict(sample.credentials(), Delivery.of(body)))
                    .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        }
    }

    @ParameterizedTest
    @MethodSource("withTolerance")
    void refusesAGenuineSignatureOutsideAToleranceEitherWay(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        Map<String, String> settings = new HashMap<>(variant.settings());
        settings.put("toleranceSeconds", "300");
        Verifier verifier = variant.preset().bind(sample.credentials(), settings);
        Delivery delivery = variant.signed(sample);

        assertThat(verifier.verify(delivery.request(), PresetVariant.NOW.plusSeconds(300)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), PresetVariant.NOW.minusSeconds(300)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), PresetVariant.NOW.plusSeconds(301)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
        assertThat(verifier.verify(delivery.request(), PresetVariant.NOW.minusSeconds(301)))
                .isEqualTo(Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("checking")
    void verifiesBothSecretsWhileTheyRotateAndOnlyThese(PresetVariant variant) {
        SampleCredentials earlier = variant.sample("acme-2025");
        SampleCredentials current = variant.sample("acme-2026");
        Credentials both = current.rotatedFrom(earlier);

        assertThat(variant.verdict(both, variant.signed(earlier))).isEqualTo(Verdict.VERIFIED);
        assertThat(variant.verdict(both, variant.signed(current))).isEqualTo(Verdict.VERIFIED);
        assertThat(variant.verdict(both, variant.signed(variant.sample("mallory"))))
                .isEqualTo(Verdict.refused(variant.invalid()));
    }

    @ParameterizedTest
    @MethodSource("checking")
    void doesNotMindTheCaseOfHeaderNames(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        Delivery lower = variant.signed(sample).spellHeaders(name -> name.toLowerCase(Locale.ROOT));
        Delivery upper = variant.signed(sample).spellHeaders(name -> name.toUpperCase(Locale.ROOT));

        assertThat(variant.verdict(sample.credentials(), lower)).isEqualTo(Verdict.VERIFIED);
        assertThat(variant.verdict(sample.credentials(), upper)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void findsTheGenuineOneOfARepeatedSignature(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        String name = variant.signatureHeader();
        Delivery twice = variant.signed(sample);
        String genuine = twice.header(name);
        twice.without(name).header(name, "garbage").header(name, genuine).header(name, "");

        assertThat(variant.verdict(sample.credentials(), twice)).isEqualTo(Verdict.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void refusesARepeatedSignatureOfWhichNoneIsGenuine(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        String name = variant.signatureHeader();
        Delivery twice =
                variant.signed(sample)
                        .without(name)
                        .header(name, "garbage")
                        .header(name, "rubbish");

        assertThat(variant.verdict(sample.credentials(), twice))
                .isEqualTo(Verdict.refused(variant.invalid()));
    }

    /** Of two stamps or ids one was signed; what is told of the webhook is never the other. */
    @ParameterizedTest
    @MethodSource("signingInHeaders")
    void goesByTheFirstOfARepeatedStampOrIdAndVerifiesThatOne(PresetVariant variant) {
        SampleCredentials sample = variant.sample("acme");
        EventIdentity identity = variant.preset().identity(variant.settings());
        Set<String> others = new TreeSet<>(variant.signedHeaders());
        others.remove(variant.signatureHeader());

        for (String name : others) {
            Delivery followed = variant.signed(sample);
            Optional<String> key = identity.eventKey(followed.request());
            followed.header(name, "1");
            Delivery preceded = variant.signed(sample);
            String genuine = preceded.header(name);
            preceded.without(name).header(name, "1").header(name, genuine);
            boolean covered = !isUncoveredId(variant, name);

            assertThat(variant.verdict(sample.credentials(), followed)).isEqualTo(Verdict.VERIFIED);
            assertThat(identity.eventKey(followed.request())).isEqualTo(key);
            assertThat(variant.verdict(sample.credentials(), preceded))
                    .isEqualTo(covered ? Verdict.refused(variant.invalid()) : Verdict.VERIFIED);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void showsNoCredentialAnywhere(PresetVariant variant) {
        Preset preset = variant.preset();
        Map<String, String> settings = variant.settings();
        SampleCredentials sample = variant.sample("acme");
        Credentials credentials = sample.signing();
        Delivery delivery = variant.signed(sample);
        String shown =
                String.join(
                        " ",
                        credentials.toString(),
                        preset.toString(),
                        variant.bind(sample.credentials()).toString(),
                        preset.signer(credentials, settings).toString(),
                        preset.signer(credentials, settings)
                                .sign(delivery.request(), PresetVariant.NOW)
                                .toString(),
                        delivery.request().toString(),
                        variant.verdict(sample.credentials(), delivery).toString(),
                        preset.validate(Credentials.of(Map.of("unheardOf", "acme")), settings)
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
    @MethodSource("variants")
    void keepsWhatVerifiedAMessageButNothingThatAuthenticatesASender(PresetVariant variant) {
        Preset preset = variant.preset();

        assertThat(variant.scheme().headers()).allMatch(preset::keepsHeader);
        assertThat(preset.keepsHeader("CONTENT-type")).isTrue();
        assertThat(preset.keepsHeader("authorization")).isFalse();
        assertThat(preset.keepsHeader("Cookie")).isFalse();
        assertThat(preset.keepsHeader("X-Forwarded-For")).isFalse();
    }
}
