package dev.spillway.platform.parcel;

import java.util.Locale;

/** What the door found out about a webhook's signature. */
public enum Verification {
    /** The signature or the credentials were right. */
    VERIFIED,
    /** They were wrong or missing, and the source's mode let the webhook in all the same. */
    FAILED,
    /** Nobody looked: mode {@code off}, or a provider that signs nothing. */
    UNCHECKED;

    /**
     * The name in API, database and metrics: {@code verified}, {@code failed}, {@code unchecked}.
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
