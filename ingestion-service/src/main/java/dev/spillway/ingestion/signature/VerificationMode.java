package dev.spillway.ingestion.signature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a source does with a request that is not proven to be the vendor's. */
public enum VerificationMode {
    /** Refuses it. */
    ENFORCE,
    /** Takes it and records that it failed: for trying out a secret on live traffic. */
    SHADOW,
    /** Looks at no signature at all. */
    OFF;

    /** The mode of that name in the database. */
    public static Optional<VerificationMode> find(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
