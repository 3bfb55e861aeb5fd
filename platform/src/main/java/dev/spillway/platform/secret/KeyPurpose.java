package dev.spillway.platform.secret;

import java.util.Locale;

/** What one of a tenant's keys is for. */
public enum KeyPurpose {
    /** Encrypts credentials; rotates. */
    DATA,
    /** Hashes recipients; never rotates, or the same person would become two. */
    RECIPIENT;

    /** The name in the database: {@code data}, {@code recipient}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
