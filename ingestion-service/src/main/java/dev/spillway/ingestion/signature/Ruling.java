package dev.spillway.ingestion.signature;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.parcel.Verification;

/** Whether a request comes in, and with which mark or why not. */
public sealed interface Ruling {

    /** It comes in; {@code verification} is what is known of its signature. */
    record Admitted(Verification verification) implements Ruling {}

    /** It does not, because of what it is. */
    record Refused(ErrorCode code) implements Ruling {}

    /** It does not now: nobody can say what it is, and its sender had better try again. */
    record Undecided() implements Ruling {}
}
