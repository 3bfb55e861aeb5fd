package dev.spillway.ingestion.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.signature.Ruling.Admitted;
import dev.spillway.ingestion.signature.Ruling.Refused;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureCheckTest {

    private static final SignedRequest REQUEST =
            new SignedRequest(
                    "POST", "https://in.example/in/k", RequestHeaders.none(), new byte[0]);

    private static Ruling rule(VerificationMode mode, Verdict verdict) {
        return new SignatureCheck(mode, (_, _) -> verdict).rule(REQUEST, Instant.EPOCH);
    }

    @ParameterizedTest
    @EnumSource
    void enforceRefusesWithTheVerdictsOwnCode(Verdict.Reason reason) {
        Ruling ruling = rule(VerificationMode.ENFORCE, Verdict.refused(reason));

        assertThat(ruling)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code().code()).isEqualTo(reason.code()));
    }

    @ParameterizedTest
    @EnumSource
    void shadowAdmitsAndRecordsTheFailure(Verdict.Reason reason) {
        assertThat(rule(VerificationMode.SHADOW, Verdict.refused(reason)))
                .isEqualTo(new Admitted(Verification.FAILED));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENFORCE", "SHADOW"})
    void verifiedIsAdmittedAsVerified(VerificationMode mode) {
        assertThat(rule(mode, Verdict.VERIFIED)).isEqualTo(new Admitted(Verification.VERIFIED));
    }

    @Test
    void providerThatSignsNothingIsUnchecked() {
        assertThat(rule(VerificationMode.ENFORCE, Verdict.UNCHECKED))
                .isEqualTo(new Admitted(Verification.UNCHECKED));
    }

    @Test
    void offChecksNothing() {
        assertThat(SignatureCheck.off().rule(REQUEST, Instant.EPOCH))
                .isEqualTo(new Admitted(Verification.UNCHECKED));
        assertThat(rule(VerificationMode.OFF, Verdict.refused(Verdict.Reason.SIGNATURE_INVALID)))
                .isNotEqualTo(new Refused(ErrorCode.SIGNATURE_INVALID));
    }

    @Test
    void modesAreFoundByTheirNamesInTheDatabase() {
        assertThat(VerificationMode.find("shadow")).contains(VerificationMode.SHADOW);
        assertThat(VerificationMode.find("SHADOW")).isEmpty();
    }

    /** A vendor that hears 401 gives up; what it sent would be lost for want of a certificate. */
    @Test
    void whatCannotBeDecidedIsToBeSentAgain() {
        assertThat(rule(VerificationMode.ENFORCE, Verdict.UNDECIDED))
                .isEqualTo(new Ruling.Undecided());
        assertThat(ErrorCode.CERTIFICATE_UNAVAILABLE.category().status()).isEqualTo(503);
        assertThat(rule(VerificationMode.SHADOW, Verdict.UNDECIDED))
                .isEqualTo(new Admitted(Verification.FAILED));
    }
}
