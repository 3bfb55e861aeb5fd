package dev.spillway.worker.redact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what a body that was rewritten can be told to have been a certain one: its SHA-256. */
public final class OriginalHash {

    private OriginalHash() {}

    public static byte[] of(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", e);
        }
    }
}
