package dev.spillway.ingestion.signature;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.time.Instant;

/**
 * A source's check: its verifier with keys parsed and ready, and what its mode makes of the
 * verdict. Immutable and thread-safe.
 */
public final class SignatureCheck {

    private static final Ruling VERIFIED = new Ruling.Admitted(Verification.VERIFIED);
    private static final Ruling FAILED = new Ruling.Admitted(Verification.FAILED);
    private static final Ruling UNCHECKED = new Ruling.Admitted(Verification.UNCHECKED);
    private static final Ruling UNDECIDED = new Ruling.Undecided();

    private final VerificationMode mode;
    private final Verifier verifier;

    /**
     * A check with a source's own verifier.
     *
     * @param mode not {@link VerificationMode#OFF}, which is {@link #off()}
     */
    public SignatureCheck(VerificationMode mode, Verifier verifier) {
        this.mode = mode;
        this.verifier = verifier;
    }

    /** Needs no credentials, so that a source without them can be switched off rather than dead. */
    public static SignatureCheck off() {
        return new SignatureCheck(VerificationMode.OFF, (_, _) -> Verdict.UNCHECKED);
    }

    /** Never throws, whatever the request holds. */
    public Ruling rule(SignedRequest request, Instant now) {
        return switch (verifier.verify(request, now)) {
            case Verdict.Verified _ -> VERIFIED;
            case Verdict.Unchecked _ -> UNCHECKED;
            case Verdict.Refused(Verdict.Reason reason) ->
                    unproven(new Ruling.Refused(code(reason)));
            case Verdict.Undecided _ -> unproven(UNDECIDED);
        };
    }

    /** What becomes of a request that is not proven to be the vendor's. */
    private Ruling unproven(Ruling enforced) {
        return switch (mode) {
            case ENFORCE -> enforced;
            case SHADOW -> FAILED;
            case OFF -> UNCHECKED;
        };
    }

    /** What a sender is told. */
    public static ErrorCode code(Verdict.Reason reason) {
        return switch (reason) {
            case SIGNATURE_MISSING -> ErrorCode.SIGNATURE_MISSING;
            case SIGNATURE_INVALID -> ErrorCode.SIGNATURE_INVALID;
            case TIMESTAMP_OUTSIDE_TOLERANCE -> ErrorCode.TIMESTAMP_OUTSIDE_TOLERANCE;
            case CREDENTIALS_INVALID -> ErrorCode.CREDENTIALS_INVALID;
            case ADDRESS_NOT_ALLOWED -> ErrorCode.ADDRESS_NOT_ALLOWED;
        };
    }
}
