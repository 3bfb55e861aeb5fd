package dev.spillway.ingestion.directory;

import static dev.spillway.ingestion.directory.Rows.stripe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.signature.Ruling;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.SnsTrust;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SourceBinderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final PresetCatalogue presets = PresetCatalogue.standard();
    private final SourceBinder binder =
            new SourceBinder(presets, Rows.WRAPPER, _ -> SnsTrust.none());

    private Source bind(Rows row) {
        return binder.bind(row.row());
    }

    private SignedRequest signedWith(String secret) {
        SignedRequest plain =
                new SignedRequest(
                        "POST", "https://in.example/in/k", RequestHeaders.none(), new byte[] {1});
        Signature signature =
                presets.find("stripe")
                        .orElseThrow()
                        .signer(Credentials.of(Map.of("secret", secret)), Map.of())
                        .sign(plain, NOW);
        Map<String, List<String>> headers = new TreeMap<>();
        signature.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new SignedRequest("POST", plain.url(), RequestHeaders.of(headers), signature.body());
    }

    @Test
    void openSourceChecksWithItsOwnSecret() {
        Source.Open open = (Source.Open) bind(stripe(1, "k"));

        assertThat(open.plan()).isEqualTo(Plan.STARTER);
        assertThat(open.check().rule(signedWith(Rows.SECRET), NOW))
                .isEqualTo(new Ruling.Admitted(Verification.VERIFIED));
        assertThat(open.check().rule(signedWith("another"), NOW))
                .isEqualTo(new Ruling.Refused(ErrorCode.SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "active,   active,      ",
        "pending,  active,      ",
        "paused,   active,      source_paused",
        "deleted,  active,      source_deleted",
        "active,   suspended,   tenant_suspended",
        "paused,   suspended,   tenant_suspended",
        "deleted,  suspended,   source_deleted",
        "active,   offboarding, source_deleted",
        "active,   deleted,     source_deleted",
    })
    void statusesOfSourceAndTenantDecideWhatASenderHears(
            String status, String tenantStatus, String code) {
        Source source = bind(stripe(1, "k").withStatus(status).withTenantStatus(tenantStatus));

        if (code == null) {
            assertThat(source).isInstanceOf(Source.Open.class);
        } else {
            assertThat(((Source.Closed) source).reason().code()).isEqualTo(code);
        }
    }

    static Stream<Rows> unusable() {
        Rows good = stripe(1, "k");
        byte[] ofAnother =
                CredentialCipher.seal(Rows.KEY, UUID.randomUUID(), Map.of("secret", Rows.SECRET));
        byte[] incomplete = CredentialCipher.seal(Rows.KEY, good.sourceId(), Map.of());
        return Stream.of(
                good.withProvider("nobody"),
                good.withMode("loud"),
                good.withPlan("free"),
                good.withSettings("[]"),
                good.withSettings("{whsec_5pill7way"),
                good.withSettings("{\"toleranceSeconds\": \"soon\"}"),
                good.withCredentials(null),
                good.withCredentials(new byte[] {1, 2, 3}),
                good.withCredentials(ofAnother),
                good.withCredentials(incomplete));
    }

    @ParameterizedTest
    @MethodSource
    void unusable(Rows row, CapturedOutput output) {
        assertThat(bind(row))
                .isEqualTo(
                        new Source.Closed(
                                row.sourceId(), Rows.TENANT, ErrorCode.SERVICE_UNAVAILABLE));
        assertThat(output).contains(row.sourceId().toString()).doesNotContain(Rows.SECRET);
    }

    @Test
    void modeOffNeedsNoCredentials() {
        Source.Open open = (Source.Open) bind(stripe(1, "k").withMode("off").withCredentials(null));

        assertThat(open.check().rule(signedWith("whatever"), NOW))
                .isEqualTo(new Ruling.Admitted(Verification.UNCHECKED));
    }

    @Test
    void onlyAPendingSourceLearnsItsSecret() {
        Rows asana = stripe(1, "k").withProvider("asana").withCredentials(null);
        SignedRequest question =
                new SignedRequest(
                        "POST",
                        "https://in.example/in/k",
                        name -> name.equals("X-Hook-Secret") ? List.of("s3cret") : List.of(),
                        new byte[0]);

        Source.Open pending = (Source.Open) bind(asana.withStatus("pending"));
        Source.Open active = (Source.Open) bind(asana);

        assertThat(pending.handshake().answerUnverified(question)).isPresent();
        assertThat(active.handshake().answerUnverified(question)).isEmpty();
        assertThat(pending.check().rule(question, NOW))
                .isEqualTo(new Ruling.Refused(ErrorCode.SIGNATURE_INVALID));
    }

    @Test
    void aMissingLibraryEndsOneSourceAndNotTheRefresh(CapturedOutput output) {
        SourceBinder crippled =
                new SourceBinder(presets, new MissingLibrary(), _ -> SnsTrust.none());
        Rows row = stripe(1, "k");

        assertThat(crippled.bind(row.row()))
                .isEqualTo(
                        new Source.Closed(
                                row.sourceId(), Rows.TENANT, ErrorCode.SERVICE_UNAVAILABLE));
        assertThat(output).contains(row.sourceId().toString(), "NoClassDefFoundError");
    }

    /** What a jar that lacks a class does at the first use of it. */
    private static final class MissingLibrary implements KeyWrapper {
        @Override
        public byte[] wrap(byte[] key, UUID tenantId, KeyPurpose purpose) {
            throw new NoClassDefFoundError();
        }

        @Override
        public byte[] unwrap(byte[] wrapped, UUID tenantId, KeyPurpose purpose) {
            throw new NoClassDefFoundError();
        }
    }

    @Test
    void aVendorWithoutAHandshakeIsAskedNothing() {
        assertThat(((Source.Open) bind(stripe(1, "k"))).handshake()).isNull();
    }
}
