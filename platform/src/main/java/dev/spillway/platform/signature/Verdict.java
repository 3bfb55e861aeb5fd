package dev.spillway.platform.signature;

/** What a check of one request came to. Immutable. */
public sealed interface Verdict {

    Verdict VERIFIED = new Verified();
    Verdict UNCHECKED = new Unchecked();
    Verdict UNDECIDED = new Undecided();

    /** The vendor sent it, and nobody changed what the signature covers. */
    record Verified() implements Verdict {}

    /** Not to be trusted, and why. */
    record Refused(Reason reason) implements Verdict {}

    /** The preset has nothing to check. */
    record Unchecked() implements Verdict {}

    /** Nobody can say now: what is needed to check it cannot be had. Asked again, it may be had. */
    record Undecided() implements Verdict {}

    static Verdict refused(Reason reason) {
        return new Refused(reason);
    }

    /** Why a request is refused; each is an error code of the HTTP surface. */
    enum Reason {
        SIGNATURE_MISSING("signature_missing"),
        SIGNATURE_INVALID("signature_invalid"),
        /**
         * The signature is genuine, only too old or too new: a replay, or a clock that is wrong.
         */
        TIMESTAMP_OUTSIDE_TOLERANCE("timestamp_outside_tolerance"),
        CREDENTIALS_INVALID("credentials_invalid"),
        ADDRESS_NOT_ALLOWED("address_not_allowed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable code as clients see it. */
        public String code() {
            return code;
        }
    }
}
